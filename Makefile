SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
GOLANGCI_LINT := v2.15.0
GOVULNCHECK := v1.9.0
FUZZTIME ?= 10s
MAX_LINES := 300
PLATFORMS := linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64

LDFLAGS := -s -w -X main.version=$(VERSION)
TOOLS := $(CURDIR)/bin/tools
LINT := $(TOOLS)/golangci-lint-$(GOLANGCI_LINT)
VULN := $(TOOLS)/govulncheck-$(GOVULNCHECK)
REDIS := .ci/install redis-server redis-server redis

# What git knows or would take, so that nobody's scratch files are judged.
GO_FILES = $(shell git ls-files -co --exclude-standard '*.go' | while read -r f; do [ ! -f "$$f" ] || echo "$$f"; done)
# Benchmarks that compare other libraries are modules of their own: tickdeck
# does not depend on what it did not choose.
NESTED = $(shell git ls-files -co --exclude-standard '*/go.mod' | xargs -rn1 dirname)

.PHONY: help
help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/tickdeck: static, stripped, with its version
	@CGO_ENABLED=0 go build -trimpath -ldflags '$(LDFLAGS)' -o bin/tickdeck .
	@echo "bin/tickdeck $(VERSION), $$(($$(wc -c < bin/tickdeck) / 1024)) KiB"

.PHONY: run
run: build ## build and run it; ARGS='--redis redis://host' for flags
	@bin/tickdeck $(ARGS)

.PHONY: demo
demo: build ## build and run it on simulated data, with no Redis needed
	@bin/tickdeck demo $(ARGS)

# The race detector needs a C compiler. Without one a person may go on; CI may not.
.PHONY: test
test: ## run every test, with the race detector and against a real redis-server
	@$(REDIS)
	@race=-race; \
	if ! command -v "$$(go env CC)" >/dev/null; then \
		if [ -n "$${CI:-}" ]; then echo "no C compiler for -race: install gcc and libc6-dev (Debian) or the Xcode tools (macOS)" >&2; exit 1; fi; \
		echo "no C compiler: testing without -race; gcc and libc6-dev (Debian) or the Xcode tools (macOS) bring it back" >&2; race=; \
	fi; \
	CGO_ENABLED=$${race:+1} go test $$race -shuffle=on $${CI:+-count=1} $(TESTFLAGS) ./...

.PHONY: fuzz
fuzz: ## fuzz every target for FUZZTIME (10s)
	@for f in $$(grep -l '^func Fuzz' $(filter %_test.go,$(GO_FILES))); do \
		for name in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$$f"); do \
			echo "$$f: $$name"; \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) "./$$(dirname "$$f")"; \
		done; \
	done

# One package at a time: side by side they would measure each other.
.PHONY: bench
bench: ## measure; the figures go to dist/bench*.txt, for benchstat
	@$(REDIS)
	@mkdir -p dist
	@go test -p 1 -run '^$$' -bench . -benchmem -count=6 $$(grep -l '^func Benchmark' $(filter-out $(addsuffix /%,$(NESTED)),$(filter %_test.go,$(GO_FILES))) | xargs -n1 dirname | sort -u | sed 's,^,./,') | tee dist/bench.txt
	@for m in $(NESTED); do \
		(cd "$$m" && go test -p 1 -run '^$$' -bench . -benchmem -count=6 ./...) | tee "dist/bench-$$(basename "$$m").txt"; \
	done

.PHONY: check
check: format vet lint lines arrows tidy vulnerabilities cross ## everything that tests do not see
	@echo "check: all is well"

.PHONY: format
format: ## say which files are not formatted
	@bad=$$(gofmt -l $(GO_FILES)); [ -z "$$bad" ] || { printf 'not formatted, make fmt does it: %s\n' $$bad >&2; exit 1; }

.PHONY: fmt
fmt: $(LINT) ## format every file
	@$(LINT) fmt

.PHONY: vet
vet:
	@go vet ./...
	@for m in $(NESTED); do (cd "$$m" && go vet ./...); done

.PHONY: lint
lint: $(LINT) ## run golangci-lint with the rules in .golangci.yml
	@$(LINT) run ./...

.PHONY: lines
lines:
	@wc -l $(filter-out %_test.go,$(GO_FILES)) | awk '$$2 != "total" && $$1 > $(MAX_LINES) { print $$2 ": " $$1 " lines, more than $(MAX_LINES): split it"; bad = 1 } END { exit bad }' >&2

.PHONY: arrows
arrows: ## check that imports go the ways of the table in docs/architecture.md
	@go test ./docs

.PHONY: tidy
tidy:
	@go mod tidy -diff || { echo "go.mod or go.sum is not tidy: go mod tidy does it" >&2; exit 1; }

# Its database is on the network, and not everyone has that.
.PHONY: vulnerabilities
vulnerabilities: $(VULN)
	@out=$$($(VULN) ./... 2>&1) && status=0 || status=$$?; \
	if [ $$status = 0 ]; then echo "govulncheck: $$(tail -n 1 <<<"$$out")"; \
	elif grep -q 'fetching vulnerabilities' <<<"$$out"; then echo "govulncheck: database not reachable, left out"; \
	else echo "$$out" >&2; exit 1; fi

.PHONY: cross
cross: ## compile for every system and processor
	@for p in $(PLATFORMS); do \
		echo "compiling for $$p"; \
		CGO_ENABLED=0 GOOS=$${p%/*} GOARCH=$${p#*/} go build -o /dev/null ./...; \
	done
	@for os in darwin windows; do CGO_ENABLED=0 GOOS=$$os go vet ./...; done # compiles the tests as well

.PHONY: screenshots
screenshots: build ## make the pictures in screenshots/ anew
	@go run ./screenshots bin/tickdeck screenshots

.PHONY: clean
clean: ## take away what was built
	@rm -rf bin dist

$(LINT):
	@echo "building golangci-lint $(GOLANGCI_LINT), once"
	@GOBIN=$(TOOLS) GOFLAGS= go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_LINT)
	@mv $(TOOLS)/golangci-lint $@

$(VULN):
	@echo "building govulncheck $(GOVULNCHECK), once"
	@GOBIN=$(TOOLS) GOFLAGS= go install golang.org/x/vuln/cmd/govulncheck@$(GOVULNCHECK)
	@mv $(TOOLS)/govulncheck $@
