package market

import "slices"

// Stock is a company whose share the simulated market trades. All figures are
// rough ones of the mid-2020s, for prices that look right.
type Stock struct {
	Symbol, Name string
	Sector       Sector
	Price        float64 // US dollars, at the beginning of 2025
	Volatility   float64 // standard deviation of a year's logarithmic return
	Volume       float64 // shares on a usual day
}

// Sector is the trade of a company: those of one sector move together more.
type Sector uint8

// The sectors.
const (
	Technology Sector = iota
	Communication
	Consumer
	Staples
	Finance
	Health
	Industry
	Energy
	sectors
)

func (s Sector) String() string {
	names := [sectors]string{"technology", "communication", "consumer", "staples", "finance", "health", "industry", "energy"}
	if s < sectors {
		return names[s]
	}
	return "unknown"
}

// Stocks are those of the simulated market, by symbol. The slice is the caller's.
func Stocks() []Stock { return slices.Clone(stocks[:]) }

// stocks are in the order of their symbols. What is drawn for one depends on its
// symbol, not on its place.
var stocks = [...]Stock{
	{"AAPL", "Apple", Technology, 243.90, 0.26, 55e6},
	{"ABBV", "AbbVie", Health, 179.20, 0.24, 6e6},
	{"ADBE", "Adobe", Technology, 441.00, 0.34, 3.5e6},
	{"AMD", "Advanced Micro Devices", Technology, 120.60, 0.48, 42e6},
	{"AMZN", "Amazon", Consumer, 220.20, 0.31, 40e6},
	{"AVGO", "Broadcom", Technology, 231.90, 0.42, 25e6},
	{"BA", "Boeing", Industry, 171.90, 0.36, 8e6},
	{"BAC", "Bank of America", Finance, 44.00, 0.26, 35e6},
	{"BRK.B", "Berkshire Hathaway", Finance, 451.10, 0.16, 4e6},
	{"CAT", "Caterpillar", Industry, 361.30, 0.29, 3e6},
	{"COST", "Costco", Staples, 910.00, 0.21, 2e6},
	{"CRM", "Salesforce", Technology, 330.70, 0.34, 6e6},
	{"CSCO", "Cisco", Technology, 59.10, 0.20, 18e6},
	{"CVX", "Chevron", Energy, 147.00, 0.24, 8e6},
	{"DIS", "Walt Disney", Communication, 110.80, 0.28, 9e6},
	{"GE", "GE Aerospace", Industry, 168.50, 0.29, 5e6},
	{"GOOGL", "Alphabet", Communication, 189.40, 0.29, 28e6},
	{"GS", "Goldman Sachs", Finance, 575.90, 0.27, 2.2e6},
	{"HD", "Home Depot", Consumer, 388.50, 0.23, 3.5e6},
	{"INTC", "Intel", Technology, 20.20, 0.46, 70e6},
	{"JNJ", "Johnson & Johnson", Health, 144.00, 0.17, 8e6},
	{"JPM", "JPMorgan Chase", Finance, 240.00, 0.24, 9e6},
	{"KO", "Coca-Cola", Staples, 61.80, 0.15, 15e6},
	{"LLY", "Eli Lilly", Health, 778.00, 0.34, 3.5e6},
	{"MA", "Mastercard", Finance, 522.00, 0.20, 2.5e6},
	{"MCD", "McDonald's", Consumer, 292.50, 0.18, 3.5e6},
	{"META", "Meta Platforms", Communication, 599.20, 0.36, 13e6},
	{"MRK", "Merck", Health, 98.90, 0.23, 11e6},
	{"MSFT", "Microsoft", Technology, 418.60, 0.23, 21e6},
	{"NFLX", "Netflix", Communication, 886.70, 0.34, 4e6},
	{"NVDA", "Nvidia", Technology, 138.30, 0.50, 220e6},
	{"ORCL", "Oracle", Technology, 166.00, 0.34, 9e6},
	{"PEP", "PepsiCo", Staples, 150.30, 0.18, 7e6},
	{"PG", "Procter & Gamble", Staples, 165.90, 0.16, 7e6},
	{"TSLA", "Tesla", Consumer, 379.30, 0.60, 95e6},
	{"UNH", "UnitedHealth", Health, 504.50, 0.30, 5e6},
	{"V", "Visa", Finance, 314.40, 0.19, 6e6},
	{"WFC", "Wells Fargo", Finance, 70.80, 0.29, 16e6},
	{"WMT", "Walmart", Staples, 89.90, 0.20, 17e6},
	{"XOM", "ExxonMobil", Energy, 107.30, 0.25, 15e6},
}
