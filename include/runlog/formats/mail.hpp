#pragma once

#include "runlog/domain/zone.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Messages as RFC 5322 and its relatives have them, for `sendmail -t -i`.
namespace runlog::formats {

/// Somebody's address, and their name where they have one.
struct Mailbox {
    std::string name; ///< may be empty
    std::string address;
};

struct Mail {
    std::optional<Mailbox> from; ///< else whoever hands it over
    Mailbox to;
    std::string subject;
    std::string body; ///< UTF-8, lines ending with a newline
    Placed date;
    std::string id; ///< what tells it from any other message, `…@…`: the same for the same words
};

/// Throws Error unless `address` is one address, `anna@example.org`: anything else could name other people, or end the
/// line that it stands in.
void check_address(std::string_view address);

/// The whole message, its lines ending with a newline as sendmail takes them. Throws Error as check_address does. Line
/// breaks in names and subject become blanks.
std::string mail_text(const Mail& mail);

} // namespace runlog::formats
