package params

// The names of the parameters on the wire.
const (
	InitialCapital   = "initial_capital"
	Sizing           = "sizing"
	PositionSize     = "position_size"
	MaxPositions     = "max_positions"
	PositionAmount   = "position_amount"
	VolatilityTarget = "volatility_target"
	Direction        = "direction"
	AllowShort       = "allow_short"
	Neutral          = "neutral"
	MinConfidence    = "min_confidence"
	StopLoss         = "stop_loss"
	TakeProfit       = "take_profit"
	MaxHolding       = "max_holding"
	ExitOnOpposite   = "exit_on_opposite"
	Commission       = "commission"
	CommissionFixed  = "commission_fixed"
	PerShare         = "commission_per_share"
	Slippage         = "slippage"
	BorrowFee        = "borrow_fee"
	VolumeLimit      = "volume_limit"
	ExitBeforeGap    = "exit_before_gap"
	Seed             = "seed"
	Strict           = "strict"
)

// The values of Sizing: what the size of a trade is worked out of.
const (
	SizingFraction   = "fraction"   // PositionSize
	SizingSlots      = "slots"      // MaxPositions
	SizingFixed      = "fixed"      // PositionAmount
	SizingVolatility = "volatility" // VolatilityTarget
)

// The values of Direction: which signals open a trade.
const (
	DirectionBoth  = "both"
	DirectionLong  = "long"
	DirectionShort = "short"
)

// The values of Neutral: what a neutral pattern such as a Doji means.
const (
	NeutralReversal = "reversal" // the trend before it turns
	NeutralIgnore   = "ignore"
)

// maxMoney is far more than anyone trades with, and little enough that sums stay
// exact to a cent.
const maxMoney = 1e12

// table is only looked things up in.
var table = [...]Parameter{
	{
		Name: InitialCapital, Aliases: []string{"capital", "initial_balance", "initial_cash", "starting_capital"}, Group: GroupMoney, Title: "Capital", Note: "to begin with",
		About: "the money that the account begins with",
		Unit:  Money, AboveMin: true, Max: maxMoney, Default: NumberOf(100_000), Always: true,
	},
	{
		Name: Sizing, Aliases: []string{"position_sizing"}, Group: GroupMoney, Title: "Sizing", Note: "how large a trade is",
		About: "what the size of a trade is worked out of",
		Type:  Choice, Default: TextOf(SizingFraction),
		Options: []Option{
			{TextOf(SizingFraction), "part of equity"},
			{TextOf(SizingSlots), "equal slots"},
			{TextOf(SizingFixed), "fixed amount"},
			{TextOf(SizingVolatility), "volatility"},
		},
	},
	{
		Name: PositionSize, Aliases: []string{"max_position_size", "position_size_pct"}, Group: GroupMoney, Title: "Position", Note: "of equity a trade",
		About: "the part of the equity that is put into one trade",
		Unit:  Percent, AboveMin: true, Max: 1, Default: NumberOf(0.1), Always: true, Sizing: SizingFraction,
	},
	{
		Name: MaxPositions, Aliases: []string{"max_open_positions", "max_open_trades"}, Group: GroupMoney, Title: "Slots", Note: "positions at once",
		About: "how many slots the cash is parted among, one a position",
		Type:  Whole, Unit: Count, Min: 1, Max: 1000, Default: NumberOf(10), Sizing: SizingSlots,
	},
	{
		Name: PositionAmount, Aliases: []string{"fixed_amount"}, Group: GroupMoney, Title: "Amount", Note: "money a trade",
		About: "the money that is put into one trade",
		Unit:  Money, AboveMin: true, Max: maxMoney, Default: NumberOf(10_000), Sizing: SizingFixed,
	},
	{
		Name: VolatilityTarget, Group: GroupMoney, Title: "Volatility", Note: "of equity a trade, ATR",
		About: "the part of equity that an ATR moves a trade by",
		Unit:  Percent, AboveMin: true, Max: 1, Default: NumberOf(0.002), Sizing: SizingVolatility,
	},
	{
		Name: Direction, Group: GroupEntry, Title: "Direction", About: "which signals open a trade: bullish ones go long, bearish ones short",
		Type: Choice, Default: TextOf(DirectionBoth),
		Options: []Option{
			{TextOf(DirectionBoth), "both"}, {TextOf(DirectionLong), "long"}, {TextOf(DirectionShort), "short"},
		},
	},
	{
		Name: AllowShort, Group: GroupHidden, Title: "Short", About: "false is another way to say that the direction is long",
		Type: Switch, Default: SwitchOf(true), Options: []Option{{SwitchOf(true), "true"}, {SwitchOf(false), "false"}},
	},
	{
		Name: MinConfidence, Aliases: []string{"confidence_threshold", "min_pattern_confidence"}, Group: GroupEntry, Title: "Confidence", Note: "at least",
		About: "signals that are weaker open no trade",
		Max:   1, Zero: "any", Default: NumberOf(0),
	},
	{
		Name: StopLoss, Aliases: []string{"stop_loss_pct"}, Group: GroupExit, Title: "Stop loss", Note: "of the entry price",
		About: "a loss of this part of the entry price ends the trade",
		Unit:  Percent, Max: 0.99, Zero: "none", Default: NumberOf(0.05),
	},
	{
		Name: TakeProfit, Aliases: []string{"take_profit_pct"}, Group: GroupExit, Title: "Take profit", Note: "of the entry price",
		About: "a gain of this part of the entry price ends the trade",
		Unit:  Percent, Max: 100, Zero: "none", Default: NumberOf(0.1),
	},
	{
		Name: MaxHolding, Aliases: []string{"holding_period", "max_holding_bars", "max_holding_days", "max_holding_period"}, Group: GroupExit, Title: "Hold at most", Note: "bars",
		About: "after so many bars a position is given up at the next open",
		Type:  Whole, Unit: Bars, Max: 10_000, Zero: "no limit", Default: NumberOf(10),
	},
	{
		Name: ExitOnOpposite, Group: GroupExit, Title: "Opposite", Note: "a signal against it",
		About: "whether a signal against a position ends it at the next open",
		Type:  Switch, Default: SwitchOf(true),
		Options: []Option{{SwitchOf(true), "ends the trade"}, {SwitchOf(false), "changes nothing"}},
	},
	{
		Name: Commission, Aliases: []string{"commission_pct", "commission_rate"}, Group: GroupCosts, Title: "Commission", Note: "of the sum, each way",
		About: "the part of every purchase and every sale that is paid",
		Unit:  Percent, Max: 0.1, Default: NumberOf(0.0005),
	},
	{
		Name: CommissionFixed, Group: GroupCosts, Title: "Fixed fee", Note: "money, each way",
		About: "money that is paid beside the commission, at the entry and at the exit",
		Unit:  Money, Max: maxMoney, Default: NumberOf(0),
	},
	{
		Name: PerShare, Aliases: []string{"per_share_commission"}, Group: GroupCosts, Title: "Share fee", Note: "money a share, each way",
		About: "money that is paid for every share that is bought or sold",
		Unit:  Money, Max: maxMoney, Default: NumberOf(0),
	},
	{
		Name: Slippage, Aliases: []string{"slippage_pct", "slippage_rate"}, Group: GroupCosts, Title: "Slippage", Note: "of the price, each way",
		About: "the part of the price by which every entry and exit is worse",
		Unit:  Percent, Max: 0.1, Default: NumberOf(0.0005),
	},
	{
		Name: BorrowFee, Aliases: []string{"borrow_rate", "short_borrow_fee"}, Group: GroupCosts, Title: "Borrow fee", Note: "of a short, a year",
		About: "the part of a short's value that lending costs, a year",
		Unit:  Percent, Max: 10, Default: NumberOf(0),
	},
	{
		Name: VolumeLimit, Aliases: []string{"volume_limit_pct"}, Group: GroupCosts, Title: "Volume", Note: "of a bar's, at most",
		About: "an entry is at most this part of the signal bar's volume",
		Unit:  Percent, Max: 1, Zero: "no limit", Default: NumberOf(0),
	},
	{
		Name: Neutral, Group: GroupMore, Title: "Neutral", Note: "such as a Doji",
		About: "what a neutral pattern means: that the trend before it turns, or nothing",
		Type:  Choice, Default: TextOf(NeutralReversal),
		Options: []Option{{TextOf(NeutralReversal), "turns the trend"}, {TextOf(NeutralIgnore), "is ignored"}},
	},
	{
		Name: ExitBeforeGap, Group: GroupMore, Title: "Before gap", Note: "weekdays without a bar",
		About: "ends a trade before more weekdays without a bar than this",
		Type:  Whole, Unit: Count, Max: 1000, Zero: "never", Default: NumberOf(0),
	},
	{
		Name: Seed, Group: GroupMore, Title: "Seed", Note: "another draw", About: "another draw among signals that are equally confident and compete for cash",
		Type: Whole, Unit: Count, Max: 1_000_000, Default: NumberOf(0),
	},
	{
		Name: Strict, Group: GroupMore, Title: "Unknown", Note: "what is not understood", About: "whether what is not understood makes the job fail, not only a warning",
		Type: Switch, Default: SwitchOf(false), Options: []Option{{SwitchOf(false), "is a warning"}, {SwitchOf(true), "fails the job"}},
	},
}
