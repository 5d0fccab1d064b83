#include "fuzz/harmless.hpp"
#include "fuzz/property.hpp"
#include "runlog/domain/people.hpp"
#include "runlog/domain/run.hpp"
#include "runlog/domain/text.hpp"

using namespace runlog;
using fuzz::is_harmless;
using fuzz::require;

namespace {

/// Whether `check` lets `text` pass.
template <class Check>
bool passes(Check check, const std::string& text) {
    const auto passed = fuzz::accepted([&] {
        check(text);
        return true;
    });
    return passed.has_value();
}

void check_shown(std::string_view text) {
    const std::string shown = printable(text);
    require(is_utf8(shown), "what is shown is UTF-8");
    require(is_harmless(shown, ""), "what is shown moves nothing on a terminal");
    require(printable(shown) == shown, "what is shown is shown as it is");
    for (const std::size_t width : {0U, 1U, 2U, 3U, 7U, 40U})
        for (const std::string_view ellipsis : {"…", "..."})
            require(display_width(fit(shown, width, ellipsis)) <= width, "what is cut fits");
}

void check_handles(const std::string& text) {
    const std::string made = handle_from(text);
    require(passes(check_handle, made), "a handle can be made of anything");
    if (!passes(check_handle, text)) return;
    require(made == text, "a handle is one already");
    require(printable(text) == text && !has_blank(text), "a handle can be shown and typed");
    require(character_count(text) <= 40, "a handle is short");
    require(text.find_first_of("/,;") == std::string::npos, "a handle stands in lists and in front of a day");
    require(handle_key(handle_key(text)) == handle_key(text), "handles that read the same share one key");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    check_shown(text);
    check_handles(text);
    if (is_utf8(text) && passes(check_tag, text))
        require(is_harmless(text, "") && text.find_first_of(",; ") == std::string::npos, "a tag stands in lists");
    if (const auto uid = parse_uid(text)) require(parse_uid(to_text(*uid)) == uid, "a uid is kept in one form");
    return 0;
}
