#pragma once

#include "runlog/domain/roster.hpp"
#include "runlog/formats/record.hpp"
#include "runlog/store/shares.hpp"
#include "runlog/store/things.hpp"

#include <set>

namespace runlog::share {

/// What this program can understand of records; more with every version that knows more kinds or fields.
inline constexpr int vocabulary = 1;

/// All that a group's machines said, as one log keeps it, and what follows from it for the log's rows. For one
/// transaction.
class Ledger {
public:
    Ledger(store::Writer& writer, store::Share& share, Roster roster);

    /// Whether this log has never heard a word of the group. What the others said has to be taken in before it speaks.
    bool is_new() const { return is_new_; }

    /// Makes records of what has changed in the log since it was last looked at.
    void tell();

    /// Keeps a line that `device` said, its record `number`, at `place`. Returns how it was kept; nothing where it was
    /// put aside.
    std::optional<store::Kept> take_in(const std::string& device, std::int64_t number, std::string_view line,
                                       const std::string& place);

    /// Reads the records that only a newer program could understand when they came.
    void read_again();

    /// Lets everything follow anew: the roster or the vocabulary is another one.
    void touch_all();

    /// Makes the log's rows follow from all that was said of what was touched.
    void settle();

private:
    /// What holds of a thing, and the newest moment at which something was said of it.
    struct Known {
        Facts facts;
        Facts own; ///< while this log is new: what its owner said on other machines
        std::int64_t newest_at = 0;
        bool was_believed = false; ///< whether a device spoke of it that was shut out by then
    };
    Known about(const Thing& thing) const;
    std::optional<Facts> wanted(const Thing& thing) const { return wanted(thing, things_.facts(thing)); }
    std::optional<Facts> wanted(const Thing& thing, std::optional<Facts> facts) const;
    void tell_about(const Thing& thing, Instant at);
    void tell_choices();
    void give_way(const Thing& thing, const Known& known, Facts& facts) const;
    void say(const Thing& thing, Facts facts, std::int64_t newest_known, Instant at);
    void speak_for_oneself();
    void know_new_members();
    bool meet_members();
    void follow_own_choices();
    void settle(const Thing& thing);
    void understand(store::Record& kept, const formats::RecordLine& record);
    Facts without_own_texts(const Thing& thing, Facts facts, const std::optional<Facts>& sent) const;
    Facts with_nothing_unsaid(const Thing& thing, Facts facts, const std::optional<Facts>& here) const;
    bool are_known(const Thing& thing, const Facts& facts) const;

    store::Writer& writer_;
    store::Share& share_;
    Roster roster_;
    store::Things things_;
    std::set<Thing> touched_;
    bool is_new_;
};

} // namespace runlog::share
