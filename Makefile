# make deps       install what building and running need (Debian packages)
# make report     build the publication from content/ into out/
# make bundle     the same as one file to upload: $(OUT).zip, without internal/
# make test-deps  install what the tests need
# make test       unit, golden, fuzz replay, end-to-end and browser tests
# make browser    only the browser tests: pages and deck in Chromium
# make lint       layers, headers, format, clang-tidy
# make check      lint, then the tests with sanitizers and with both compilers
# make fault      full disks, kills, no memory: out/ stays whole
# make hurt       deep, long, huge, circular and binary input, with limits
# make accept     take the present golden output as the new truth
# make fuzz       look for new crashes for FUZZ_TIME seconds a target (clang)
# make gallery    charts of every kind and shape as pictures, to be looked at
# make bench      time and memory, as ratios to floors in the same run
# make install    into $(DESTDIR)$(PREFIX)
# make format     reformat the sources
#
# `make` leaves the optimised program at build/plenum.
# Variables: BUILD=release|debug|asan   CC=gcc|clang   WERROR=1   V=1

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules

ifeq ($(origin CC),default)
CC := gcc
endif
BUILD  ?= release
PREFIX ?= /usr/local
OUT    ?= out
ROOT   := build
B      := $(ROOT)/$(CC)-$(BUILD)
Q      := $(if $(V),,@)

DEPS := gcc make pkg-config libcmark-dev libyaml-dev libhpdf-dev libcairo2-dev \
	libpng-dev libdeflate-dev libharfbuzz-dev libfreetype-dev \
	libfontconfig-dev libhyphen-dev hyphen-nl hyphen-en-gb nettle-dev \
	libmicrohttpd-dev librsvg2-2 fonts-open-sans fonts-dejavu-core zip
TEST_DEPS := libcmocka-dev poppler-utils qpdf mupdf-tools ghostscript valgrind \
	python3 python3-pikepdf ninja-build strace \
	clang libclang-rt-14-dev clang-format clang-tidy libxml2-utils \
	chromium default-jre-headless
# plenum serve opens libmicrohttpd itself, and an SVG librsvg.
PACKAGES := libcmark yaml-0.1 cairo libpng freetype2 harfbuzz harfbuzz-subset \
	fontconfig nettle libdeflate

# --- what is built -----------------------------------------------------------

# Every source is named: a stray file is never built by accident.
LIB_SRCS := \
	src/base/arena.c \
	src/base/buf.c \
	src/base/color.c \
	src/base/deflate.c \
	src/base/diag.c \
	src/base/digest.c \
	src/base/file.c \
	src/base/index.c \
	src/base/inputs.c \
	src/base/interrupt.c \
	src/base/json.c \
	src/base/map.c \
	src/base/near.c \
	src/base/output.c \
	src/base/parallel.c \
	src/base/pool.c \
	src/base/str.c \
	src/base/tell.c \
	src/base/utf8.c \
	src/chart/bars.c \
	src/chart/chart.c \
	src/chart/draw.c \
	src/chart/grouped.c \
	src/chart/labels.c \
	src/chart/legend.c \
	src/chart/multiples.c \
	src/chart/plot.c \
	src/chart/ranking.c \
	src/chart/scale.c \
	src/chart/stacked.c \
	src/check/amounts.c \
	src/check/characters.c \
	src/check/check.c \
	src/check/leftovers.c \
	src/check/links.c \
	src/check/money.c \
	src/check/names.c \
	src/check/pages.c \
	src/check/totals.c \
	src/html/body.c \
	src/html/deck.c \
	src/html/downloads.c \
	src/html/escape.c \
	src/html/figure.c \
	src/html/inline.c \
	src/html/links.c \
	src/html/page.c \
	src/html/shell.c \
	src/html/style.c \
	src/html/table.c \
	src/html/template.c \
	src/html/view.c \
	src/layout/block.c \
	src/layout/chapter.c \
	src/layout/code.c \
	src/layout/content.c \
	src/layout/dest.c \
	src/layout/div.c \
	src/layout/figure.c \
	src/layout/fit.c \
	src/layout/flow.c \
	src/layout/front.c \
	src/layout/furniture.c \
	src/layout/grid.c \
	src/layout/handout.c \
	src/layout/inline.c \
	src/layout/note.c \
	src/layout/notes.c \
	src/layout/opener.c \
	src/layout/report.c \
	src/layout/slide.c \
	src/layout/strip.c \
	src/layout/style.c \
	src/layout/table.c \
	src/layout/table_fit.c \
	src/model/amount.c \
	src/model/changes.c \
	src/model/changes_page.c \
	src/model/chart.c \
	src/model/dataset.c \
	src/model/deck.c \
	src/model/doc.c \
	src/model/cuts.c \
	src/model/pieces.c \
	src/model/report.c \
	src/model/table_data.c \
	src/model/theme.c \
	src/model/walk.c \
	src/model/words.c \
	src/paint/cairo.c \
	src/paint/indexed.c \
	src/paint/letters.c \
	src/paint/paint.c \
	src/paint/pdf.c \
	src/paint/pdf_content.c \
	src/paint/pdf_font.c \
	src/paint/pdf_image.c \
	src/paint/pdf_link.c \
	src/paint/pdf_meta.c \
	src/paint/pdf_object.c \
	src/paint/pdf_outline.c \
	src/paint/pdf_structure.c \
	src/paint/pdf_text.c \
	src/paint/png.c \
	src/paint/profile.c \
	src/paint/scene.c \
	src/paint/sum.c \
	src/paint/svg.c \
	src/paint/svg_file.c \
	src/paint/tag.c \
	src/paint/trace.c \
	src/publish/data.c \
	src/publish/guard.c \
	src/publish/manifest.c \
	src/publish/record.c \
	src/publish/staging.c \
	src/read/attributes.c \
	src/read/blocks.c \
	src/read/chapters.c \
	src/read/clean.c \
	src/read/csv.c \
	src/read/cursor.c \
	src/read/divs.c \
	src/read/drawing.c \
	src/read/earlier.c \
	src/read/figures.c \
	src/read/folder.c \
	src/read/front.c \
	src/read/grid.c \
	src/read/ids.c \
	src/read/image.c \
	src/read/jpeg.c \
	src/read/languages.c \
	src/read/inlines.c \
	src/read/load.c \
	src/read/loose.c \
	src/read/markdown.c \
	src/read/number.c \
	src/read/pick.c \
	src/read/picture.c \
	src/read/pipe_table.c \
	src/read/png.c \
	src/read/prepare.c \
	src/read/reader.c \
	src/read/resolve.c \
	src/read/settings.c \
	src/read/signs.c \
	src/read/source.c \
	src/read/spending.c \
	src/read/theme.c \
	src/read/unit.c \
	src/read/value.c \
	src/read/yaml.c \
	src/text/fit.c \
	src/text/font.c \
	src/text/hyphen.c \
	src/text/lexicon.c \
	src/text/lines.c \
	src/text/places.c \
	src/text/search.c \
	src/text/shape.c \
	src/text/subset.c \
	src/text/wordform.c
APP_SRCS := \
	src/build.c \
	src/chart_command.c \
	src/compose.c \
	src/explain_command.c \
	src/html_command.c \
	src/main.c \
	src/memory.c \
	src/new_command.c \
	src/program.c \
	src/run.c \
	src/serve.c \
	src/templates.c \
	src/uptodate.c \
	src/watch.c
UNIT_SRCS := \
	tests/unit/test_amount.c \
	tests/unit/test_arena.c \
	tests/unit/test_blocks.c \
	tests/unit/test_buf.c \
	tests/unit/test_changes.c \
	tests/unit/test_chapters.c \
	tests/unit/test_chart.c \
	tests/unit/test_color.c \
	tests/unit/test_csv.c \
	tests/unit/test_cuts.c \
	tests/unit/test_describe.c \
	tests/unit/test_dest.c \
	tests/unit/test_diag.c \
	tests/unit/test_digest.c \
	tests/unit/test_figures.c \
	tests/unit/test_file.c \
	tests/unit/test_fit.c \
	tests/unit/test_flow.c \
	tests/unit/test_grid.c \
	tests/unit/test_html.c \
	tests/unit/test_hyphen.c \
	tests/unit/test_indexed.c \
	tests/unit/test_json.c \
	tests/unit/test_labels.c \
	tests/unit/test_letters.c \
	tests/unit/test_lines.c \
	tests/unit/test_load.c \
	tests/unit/test_near.c \
	tests/unit/test_number.c \
	tests/unit/test_paint.c \
	tests/unit/test_parallel.c \
	tests/unit/test_pdf.c \
	tests/unit/test_pictures.c \
	tests/unit/test_png.c \
	tests/unit/test_publish_data.c \
	tests/unit/test_reading.c \
	tests/unit/test_report.c \
	tests/unit/test_scale.c \
	tests/unit/test_search.c \
	tests/unit/test_settings.c \
	tests/unit/test_shape.c \
	tests/unit/test_slides.c \
	tests/unit/test_source.c \
	tests/unit/test_spending.c \
	tests/unit/test_staging.c \
	tests/unit/test_str.c \
	tests/unit/test_strip.c \
	tests/unit/test_subset.c \
	tests/unit/test_template.c \
	tests/unit/test_theme.c \
	tests/unit/test_utf8.c \
	tests/unit/test_value.c \
	tests/unit/test_words.c \
	tests/unit/test_yaml.c
FUZZ_TARGETS := csv figures front layout markdown picture png press template \
	theme value yaml

# clang minds assert(!"why") and literals that clang-format broke over lines.
WARN_CLANG := -Wno-string-conversion -Wno-string-concatenation
WARN := -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wundef -Wvla -Wwrite-strings -Wpointer-arith -Wcast-qual -Wformat=2 \
	-Wdouble-promotion -Wimplicit-fallthrough -Wswitch \
	$(if $(findstring clang,$(CC)),$(WARN_CLANG))
MODE_debug   := -O0 -g
MODE_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
MODE_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DARENA_SEPARATE
MODE_fuzz    := -O1 -g -fsanitize=address,undefined,fuzzer-no-link \
	-fno-omit-frame-pointer -DARENA_SEPARATE

# Asked for at the first compilation, so that `make deps report` works where
# pkg-config is installed only by `deps`.
once = $(eval $(1) := $(2))$($(1))
PKG_CFLAGS = $(call once,PKG_CFLAGS,$(shell pkg-config --cflags $(PACKAGES)))
PKG_LIBS   = $(call once,PKG_LIBS,$(shell pkg-config --libs $(PACKAGES)))

ALL_CFLAGS = -std=c17 -pedantic -D_POSIX_C_SOURCE=200809L -Isrc \
	-DPLENUM_PREFIX='"$(PREFIX)"' \
	$(WARN) $(if $(WERROR),-Werror) $(MODE_$(BUILD)) $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS = $(MODE_$(BUILD)) $(LDFLAGS)
# Debian has no hpdf.pc and no hyphen.pc.
LDLIBS = $(PKG_LIBS) -lhpdf -lhyphen -lpthread -lm

LIB_OBJS := $(LIB_SRCS:%.c=$(B)/%.o)
APP_OBJS := $(APP_SRCS:%.c=$(B)/%.o)
UNITS    := $(UNIT_SRCS:tests/unit/%.c=$(B)/unit/%)
REPLAYS  := $(FUZZ_TARGETS:%=$(B)/fuzz/replay_%)
ALL_OBJS := $(LIB_OBJS) $(APP_OBJS) $(UNIT_SRCS:%.c=$(B)/%.o) \
	$(B)/tests/gallery/gallery.o \
	$(B)/tests/fuzz/replay.o $(FUZZ_TARGETS:%=$(B)/tests/fuzz/fuzz_%.o)

.PHONY: all
all: $(ROOT)/plenum

$(ROOT)/plenum: $(B)/plenum
	$(Q)cp $< $@.new
	$(Q)mv $@.new $@

$(B)/plenum: $(APP_OBJS) $(B)/libplenum.a
	@echo "  link    $@"
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/libplenum.a: $(LIB_OBJS)
	@rm -f $@
	$(Q)ar rcs $@ $^

# Objects depend on the Makefile too, so changed flags rebuild them.  When the
# packages are asked for in the same call, they come first.
$(B)/%.o: %.c Makefile | $(filter deps test-deps,$(MAKECMDGOALS))
	@mkdir -p $(@D)
	@echo "  cc      $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

.PHONY: report
report: $(ROOT)/plenum
	$(ROOT)/plenum build -o $(OUT)

.PHONY: bundle
bundle: report
	src/publish/bundle.sh $(OUT) $(OUT).zip

# --- packages ----------------------------------------------------------------

SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APT  := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get

# Node 18 of Debian or a newer one that is there already: other packagings of
# Node bring their own npm and cannot stand beside Debian's.
NODE_DEPS = $(if $(shell command -v npm),,nodejs npm)

.PHONY: deps test-deps
deps:
	$(APT) update -q
	$(APT) install -y -q --no-install-recommends $(DEPS)
test-deps: $(filter deps,$(MAKECMDGOALS))
	$(if $(filter deps,$(MAKECMDGOALS)),,$(APT) update -q)
	$(APT) install -y -q --no-install-recommends $(TEST_DEPS) $(NODE_DEPS)
	cd tests/browser && npm ci --ignore-scripts --no-audit --no-fund

# --- tests -------------------------------------------------------------------

$(B)/unit/%: $(B)/tests/unit/%.o $(B)/libplenum.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

$(B)/fuzz/replay_%: $(B)/tests/fuzz/fuzz_%.o $(B)/tests/fuzz/replay.o \
		$(B)/libplenum.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

# Fuzz targets are built here too, so that a changed interface shows at once.
.PHONY: unit
unit: $(UNITS) $(REPLAYS)
	$(Q)for t in $(UNITS); do $$t || exit 1; done

$(B)/gallery: $(B)/tests/gallery/gallery.o $(B)/libplenum.a
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

.PHONY: gallery
gallery: $(B)/gallery
	$(B)/gallery $(ROOT)/gallery

.PHONY: test
test: $(B)/plenum $(UNITS) $(REPLAYS)
	$(Q)tests/run.sh $(B)/plenum $(B)/unit $(B)/fuzz

.PHONY: browser
browser: $(B)/plenum
	$(Q)tests/browser/run.sh $(B)/plenum

.PHONY: accept
accept: $(B)/plenum
	PLENUM=$(CURDIR)/$(B)/plenum tests/golden/run.sh accept
	ACCEPT=1 $(MAKE) unit
	git diff --stat tests/golden

FUZZ_TIME ?= 60
.PHONY: fuzz
fuzz:
	+$(MAKE) CC=clang BUILD=fuzz $(FUZZ_TARGETS:%=build/clang-fuzz/fuzz/%)
	$(Q)for t in $(FUZZ_TARGETS); do \
		mkdir -p build/fuzz/$$t && \
		build/clang-fuzz/fuzz/$$t -max_total_time=$(FUZZ_TIME) -max_len=4096 \
			-artifact_prefix=tests/fuzz/corpus/$$t/ \
			build/fuzz/$$t tests/fuzz/corpus/$$t || exit 1; \
	done

$(B)/fuzz/%: $(B)/tests/fuzz/fuzz_%.o $(B)/libplenum.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

# --- lint --------------------------------------------------------------------

C_FILES = $(sort $(shell find src tests -name '*.[ch]'))
TIDY_FILES = $(LIB_SRCS) $(APP_SRCS)

.PHONY: lint
lint: $(TIDY_FILES:%=$(ROOT)/tidy/%.ok)
	tests/lint/layers.sh
	@# every header compiles on its own
	@for h in $$(find src -name '*.h' | sort); do \
		$(CC) -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc $(PKG_CFLAGS) \
			-fsyntax-only -x c $$h || exit 1; done
	clang-format --dry-run -Werror $(C_FILES)

# One process a file: clang-tidy 14 gives false va_list errors otherwise.
$(ROOT)/tidy/%.ok: % .clang-tidy $(sort $(wildcard src/*.h src/*/*.h src/*/*.def))
	@mkdir -p $(@D)
	@echo "  tidy    $<"
	$(Q)clang-tidy --quiet $< -- -std=c17 -D_POSIX_C_SOURCE=200809L -Isrc \
		-DPLENUM_PREFIX='""' $(PKG_CFLAGS) 2>$@.log || { cat $@.log; exit 1; }
	@touch $@

.PHONY: check
check: lint
	+$(MAKE) CC=gcc BUILD=asan WERROR=1 test
	+$(MAKE) CC=clang BUILD=release WERROR=1 test
	+$(MAKE) CC=gcc BUILD=debug WERROR=1 valgrind
	+$(MAKE) CC=gcc BUILD=release WERROR=1 fault FAULT_MOST=20
	+$(MAKE) CC=gcc BUILD=release WERROR=1 hurt

# A full build of the sample under valgrind: no errors, nothing lost.
.PHONY: valgrind
valgrind: $(B)/plenum
	valgrind -q --error-exitcode=3 --leak-check=full \
		--show-leak-kinds=definite --errors-for-leak-kinds=definite \
		--suppressions=tests/lint/valgrind.supp \
		$(B)/plenum build -q --with-notes -o $(CURDIR)/$(B)/valgrind-out

# The world says no: every call that can fail, and kills at every change of the
# disk.  FAULT_MOST is how many calls of each kind are tried.
FAULT_MOST ?= 60
.PHONY: fault
fault: $(B)/plenum $(B)/fault/shim.so
	python3 tests/fault/run.py $(B)/plenum $(B)/fault/shim.so $(FAULT_MOST)

$(B)/fault/shim.so: tests/fault/shim.c Makefile
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c17 $(WARN) $(if $(WERROR),-Werror) -O1 -g -shared -fPIC \
		-o $@ $< -ldl

# Input that is meant to hurt, at full size.
.PHONY: hurt
hurt: $(B)/plenum
	python3 tests/pathological/run.py $(B)/plenum

.PHONY: bench
bench: $(ROOT)/plenum $(B)/bench/floor $(B)/bench/cost
	$(Q)python3 tests/bench/run.py $(ROOT)/plenum $(B)/bench/floor \
		$(B)/bench/cost

$(B)/bench/floor: $(B)/tests/bench/floor.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)

$(B)/bench/cost: $(B)/tests/bench/cost.o
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_LDFLAGS) -o $@ $^

# --- install -----------------------------------------------------------------

.PHONY: install
install: $(ROOT)/plenum
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/plenum
	install -m 755 $(ROOT)/plenum $(DESTDIR)$(PREFIX)/bin/plenum
	cp -R templates $(DESTDIR)$(PREFIX)/share/plenum/

.PHONY: format
format:
	clang-format -i $$(find src tests -name '*.[ch]')

.PHONY: clean
clean:
	rm -rf build out .out.record

-include $(ALL_OBJS:.o=.d)
