/* TA-Lib's candlestick patterns, and how to ask for them. */
#include <stdio.h>
#include <stdlib.h>
#include "ta_libc.h"

typedef struct { int n; double *open, *high, *low, *close; } series;
typedef TA_RetCode (*plain)(int, int, const double *, const double *, const double *, const double *, int *, int *, int *);
typedef TA_RetCode (*deep)(int, int, const double *, const double *, const double *, const double *, double, int *, int *, int *);
typedef struct { const char *name; plain ask; deep ask_deep; double penetration; } pattern;

#define P(name) { #name, TA_##name, 0, 0 }
#define D(name, penetration) { #name, 0, TA_##name, penetration }

static const pattern patterns[] = {
	P(CDL2CROWS), P(CDL3BLACKCROWS), P(CDL3INSIDE), P(CDL3LINESTRIKE), P(CDL3OUTSIDE), P(CDL3STARSINSOUTH),
	P(CDL3WHITESOLDIERS), D(CDLABANDONEDBABY, 0.3), P(CDLADVANCEBLOCK), P(CDLBELTHOLD), P(CDLBREAKAWAY),
	P(CDLCLOSINGMARUBOZU), P(CDLCONCEALBABYSWALL), P(CDLCOUNTERATTACK), D(CDLDARKCLOUDCOVER, 0.5), P(CDLDOJI),
	P(CDLDOJISTAR), P(CDLDRAGONFLYDOJI), P(CDLENGULFING), D(CDLEVENINGDOJISTAR, 0.3), D(CDLEVENINGSTAR, 0.3),
	P(CDLGAPSIDESIDEWHITE), P(CDLGRAVESTONEDOJI), P(CDLHAMMER), P(CDLHANGINGMAN), P(CDLHARAMI), P(CDLHARAMICROSS),
	P(CDLHIGHWAVE), P(CDLHIKKAKE), P(CDLHIKKAKEMOD), P(CDLHOMINGPIGEON), P(CDLIDENTICAL3CROWS), P(CDLINNECK),
	P(CDLINVERTEDHAMMER), P(CDLKICKING), P(CDLKICKINGBYLENGTH), P(CDLLADDERBOTTOM), P(CDLLONGLEGGEDDOJI),
	P(CDLLONGLINE), P(CDLMARUBOZU), P(CDLMATCHINGLOW), D(CDLMATHOLD, 0.5), D(CDLMORNINGDOJISTAR, 0.3),
	D(CDLMORNINGSTAR, 0.3), P(CDLONNECK), P(CDLPIERCING), P(CDLRICKSHAWMAN), P(CDLRISEFALL3METHODS),
	P(CDLSEPARATINGLINES), P(CDLSHOOTINGSTAR), P(CDLSHORTLINE), P(CDLSPINNINGTOP), P(CDLSTALLEDPATTERN),
	P(CDLSTICKSANDWICH), P(CDLTAKURI), P(CDLTASUKIGAP), P(CDLTHRUSTING), P(CDLTRISTAR), P(CDLUNIQUE3RIVER),
	P(CDLUPSIDEGAP2CROWS), P(CDLXSIDEGAP3METHODS),
};
#define COUNT ((int)(sizeof patterns / sizeof *patterns))

static void fail(const char *why) {
	fprintf(stderr, "oracle: %s\n", why);
	exit(1);
}

static int ask(const pattern *p, const series *s, int *begin, int *out) {
	if (s->n == 0) return 0; /* TA-Lib takes no empty range */
	int n = 0;
	TA_RetCode rc = p->ask
		? p->ask(0, s->n - 1, s->open, s->high, s->low, s->close, begin, &n, out)
		: p->ask_deep(0, s->n - 1, s->open, s->high, s->low, s->close, p->penetration, begin, &n, out);
	if (rc != TA_SUCCESS) fail(p->name);
	return n;
}
