#pragma once

#include "context.hpp"
#include "roll.hpp"
#include "runlog/domain/attendance.hpp"
#include "table.hpp"

#include <string>
#include <string_view>
#include <vector>

/// How attendance is told: in a glyph, a colour, a reason.
namespace runlog::cli {

/// One glyph for each presence, and one for a promise or a session that is still to come.
std::string_view glyph_of(Presence presence, bool unicode);

/// `● present  × missed`: what the glyphs mean that `shown` holds.
std::string legend(const std::vector<Presence>& shown, bool unicode);

Tone tone_of(Presence presence);

/// Which rule, run, excuse and deadline decided it (DESIGN §1, promise 2), in one sentence.
std::string why_words(Context& context, Roll& roll, const Member& member, const Attendance& one);

} // namespace runlog::cli
