module tickdeck/feeds/engine/candle/oracle

go 1.26.8

require tickdeck v0.0.0

replace tickdeck => ../../../..
