/* Asks TA-Lib for every candlestick pattern: the other side of the differential
 * test and of the benchmark. It is linked against TA-Lib by build.sh, which gets
 * TA-Lib from the npm package talib; nothing of TA-Lib is in this repository.
 *
 * Standard input, little endian: a count of series (int32); for each the number
 * of bars (int32), then its opens, highs, lows and closes (doubles).
 *
 *   oracle detect     prints "series bar PATTERN value" for every value but 0
 *   oracle time N [PATTERN...]
 *                     runs every pattern, or those, N times over each series and
 *                     prints what each of these rounds took in ns
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "patterns.h"

static void take(void *to, size_t size, size_t n) {
	if (fread(to, size, n, stdin) != n) fail("the input ends early");
}

static double *column(int n) {
	double *v = malloc(sizeof *v * (size_t)(n ? n : 1));
	if (!v) fail("out of memory");
	take(v, sizeof *v, (size_t)n);
	return v;
}

static void detect(const series *s, int which, int *out) {
	for (int k = 0; k < COUNT; k++) {
		int begin = 0, n = ask(&patterns[k], s, &begin, out);
		for (int i = 0; i < n; i++)
			if (out[i]) printf("%d %d %s %d\n", which, begin + i, patterns[k].name, out[i]);
	}
}

static int chosen(const pattern *p, int n, char **names) {
	for (int i = 0; i < n; i++)
		if (!strcmp(p->name, names[i])) return 1;
	return n == 0;
}

static void measure(const series *s, int rounds, int *out, int n, char **names) {
	int use[COUNT];
	for (int k = 0; k < COUNT; k++) use[k] = chosen(&patterns[k], n, names);
	for (int r = 0; r < rounds; r++) {
		struct timespec a, b;
		clock_gettime(CLOCK_MONOTONIC, &a);
		for (int k = 0; k < COUNT; k++) {
			int begin = 0;
			if (use[k]) ask(&patterns[k], s, &begin, out);
		}
		clock_gettime(CLOCK_MONOTONIC, &b);
		printf("%lld\n", (long long)(b.tv_sec - a.tv_sec) * 1000000000LL + (b.tv_nsec - a.tv_nsec));
	}
}

int main(int argc, char **argv) {
	int32_t count;
	if (argc < 2) fail("what? detect, or time N");
	if (TA_Initialize() != TA_SUCCESS) fail("TA_Initialize");
	take(&count, sizeof count, 1);
	for (int which = 0; which < count; which++) {
		int32_t n;
		take(&n, sizeof n, 1);
		series s = { n, column(n), column(n), column(n), column(n) };
		int *out = malloc(sizeof *out * (size_t)(n ? n : 1));
		if (!out) fail("out of memory");
		if (!strcmp(argv[1], "detect")) detect(&s, which, out);
		else measure(&s, argc > 2 ? atoi(argv[2]) : 1, out, argc > 3 ? argc - 3 : 0, argv + 3);
		free(s.open); free(s.high); free(s.low); free(s.close); free(out);
	}
	return 0;
}
