/* The loop that tickdeck scan is measured against: reads the CSV files that are
 * named, runs all of TA-Lib's candlestick patterns over each, and prints how many
 * bars there were and how many values but 0.
 *
 *   files FILE...     header, then date,open,high,low,close,volume
 */
#include "patterns.h"

#define MOST 100000 /* bars of a file */
#define SIZE (1 << 24) /* bytes of one */

static double columns[4][MOST];

static char *slurp(const char *path) {
	static char text[SIZE];
	FILE *f = fopen(path, "rb");
	if (!f) fail(path);
	size_t n = fread(text, 1, SIZE - 1, f);
	if (ferror(f) || n == SIZE - 1) fail(path);
	fclose(f);
	text[n] = 0;
	return text;
}

static char *past(char *at, char c) {
	while (*at && *at != c) at++;
	return *at ? at + 1 : at;
}

static series parse(char *at) {
	series s = { 0, columns[0], columns[1], columns[2], columns[3] };
	for (at = past(at, '\n'); *at; at = past(at, '\n')) {
		if (s.n == MOST) fail("too many bars");
		at = past(at, ',');
		for (int k = 0; k < 4; k++) {
			char *end;
			columns[k][s.n] = strtod(at, &end);
			if (end == at) fail("no number");
			at = past(end, ',');
		}
		s.n++;
	}
	return s;
}

int main(int argc, char **argv) {
	static int out[MOST];
	long bars = 0, found = 0;
	if (TA_Initialize() != TA_SUCCESS) fail("TA_Initialize");
	for (int i = 1; i < argc; i++) {
		series s = parse(slurp(argv[i]));
		bars += s.n;
		for (int k = 0; k < COUNT; k++) {
			int begin = 0, n = ask(&patterns[k], &s, &begin, out);
			for (int j = 0; j < n; j++) found += out[j] != 0;
		}
	}
	printf("%ld %ld\n", bars, found);
	return 0;
}
