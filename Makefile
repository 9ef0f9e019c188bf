# Needs a JDK 25 or newer; finds one beside the default java where that is older.
JAVA_HOME := $(shell deploy/find-jdk)
export JAVA_HOME
# Programs speak English, and every file can be named.
export LC_ALL := C.UTF-8
MVN := mvn -B -ntp

.PHONY: help build test verify demo bench bench-heads bench-watch bench-ledger format clean

help: ## show this help
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

build: jdk ## compile and package
	$(MVN) package -DskipTests

test: jdk ## unit and contract tests, nothing installed
	$(MVN) test

verify: jdk ## install the real parts, then all tests; what CI runs
	deploy/parts/install
	deploy/parts/bases >/dev/null
	$(MVN) verify

demo: jdk build ## the whole job on real parts, from nothing
	deploy/demo/run

bench: jdk ## measure a cycle of 50 tags in 500 Dockerfiles, and how fast pins are read
	deploy/parts/install git registry images busybox
	$(MVN) package -DskipTests
	deploy/bench/run

bench-heads: bench-ready ## HEADs a second beside those of ab
	deploy/bench/classes dev.pinwheel.registry.http.HeadsBenchmark

bench-watch: bench-ready ## the memory and CPU of a service that watches 10,000 tags, then 100,000
	deploy/bench/watch 10000
	deploy/bench/watch 100000

bench-ledger: bench-ready ## appends, starts, exports and verifications of a ledger of a million entries; takes long
	deploy/bench/classes dev.pinwheel.journal.AppendBenchmark
	deploy/bench/classes dev.pinwheel.journal.StartBenchmark
	deploy/bench/ledger 1000000

.PHONY: bench-ready
bench-ready: jdk
	deploy/parts/install git registry postgresql
	$(MVN) package -DskipTests

format: jdk ## format the sources
	$(MVN) spotless:apply

clean: jdk ## remove what was built
	$(MVN) clean

.PHONY: jdk
jdk:
	@deploy/find-jdk >/dev/null
