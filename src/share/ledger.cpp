#include "ledger.hpp"

#include "runlog/domain/privacy.hpp"
#include "runlog/formats/record.hpp"
#include "runlog/store/people.hpp"

#include <algorithm>

namespace runlog::share {

namespace {

const Value yes = std::int64_t{1};

/// Later than the change that is told, and than all that was known when it was made.
std::int64_t stamped(Instant changed, std::int64_t newest_known) {
    const auto milliseconds = std::chrono::milliseconds(changed.time_since_epoch()).count();
    return std::clamp<std::int64_t>(std::max<std::int64_t>(milliseconds, newest_known + 1), 0, latest_at);
}

/// What a member lets the group see is theirs on all their machines: it travels as facts about them.
constexpr const char* all_runs = "all_runs";
constexpr const char* reasons = "reasons";
constexpr const char* notes = "notes";

} // namespace

Ledger::Ledger(store::Writer& writer, store::Share& share, Roster roster)
    : writer_(writer), share_(share), roster_(std::move(roster)), things_(writer.log(), share.group),
      is_new_(!share.looked_at && store::things_recorded(writer.log(), share.group).empty()) {}

Ledger::Known Ledger::about(const Thing& thing) const {
    Known known;
    std::vector<Statement> statements;
    for (const auto& kept : store::records_about(writer_.log(), share_.group, name_of(thing), thing.maker)) {
        const auto* device = roster_.device(kept.device);
        auto read = formats::parse_record(kept.line);
        auto* record = std::get_if<formats::RecordLine>(&read);
        if (device && !device->may_speak(kept.number)) known.was_believed = true;
        if (!device || !record || !device->may_speak(kept.number)) continue;
        known.newest_at = std::max(known.newest_at, record->at);
        statements.push_back({{record->at, kept.device, kept.number},
                              device->member,
                              device->may_keep(kept.number),
                              std::move(record->facts)});
    }
    known.facts = merged(thing, statements);
    if (!is_new_) return known;
    std::erase_if(statements, [&](const Statement& statement) { return statement.speaker != share_.me; });
    known.own = merged(thing, statements);
    return known;
}

/// What the group is to know of a thing that is kept here with these facts.
std::optional<Facts> Ledger::wanted(const Thing& thing, std::optional<Facts> facts) const {
    if (!facts) return std::nullopt;
    // Who has not said what they are called does not take back what others call them.
    if (thing.kind == Kind::member && facts->at("name") == Value{std::string()}) facts->erase("name");
    if (thing.kind == Kind::member && thing.about == share_.me) {
        // Who has not chosen says nothing, or a new machine would take back what another one chose.
        const auto chosen = [](bool choice) { return choice ? yes : Value{}; };
        facts->emplace(all_runs, chosen(share_.all_runs));
        facts->emplace(reasons, chosen(share_.reasons));
        facts->emplace(notes, chosen(share_.notes));
    }
    return leaving(thing, std::move(*facts), {*share_.me, share_.all_runs, share_.reasons, share_.notes});
}

void Ledger::tell_about(const Thing& thing, Instant at) {
    touched_.insert(thing);
    const auto known = about(thing);
    const auto mine = wanted(thing);
    if (is_new_ && !mine) return; // what never was here is not taken away
    auto fresh = news(thing, known.facts, mine, *share_.me, share_.keeper);
    if (is_new_) give_way(thing, known, fresh);
    // Where nobody changed what they are called, a login is no wish to be called so.
    if (!share_.looked_at && known.facts.contains("handle")) fresh.erase("handle");
    if (!fresh.empty() && !why_not_said(thing.kind, fresh)) say(thing, std::move(fresh), known.newest_at, at);
}

/// The log of a machine that joins knows little of what it is about: the group knows better, and of oneself, one's
/// other machines.
void Ledger::give_way(const Thing& thing, const Known& known, Facts& facts) const {
    const auto& better = thing.about == share_.me ? known.own : known.facts;
    std::erase_if(facts, [&](const auto& fact) { return better.contains(fact.first); });
}

/// What a member lets the group see is no change of the log, so it is looked at every time. It is all that is: what
/// they are called may differ from one machine of theirs to another, which would contradict each other for ever.
void Ledger::tell_choices() {
    const Thing me{Kind::member, {}, *share_.me, {}};
    touched_.insert(me);
    auto mine = wanted(me);
    if (!mine) return;
    std::erase_if(
        *mine, [](const auto& fact) { return fact.first != all_runs && fact.first != reasons && fact.first != notes; });
    const auto known = about(me);
    auto fresh = news(me, known.facts, mine, *share_.me, share_.keeper);
    if (!fresh.empty()) say(me, std::move(fresh), known.newest_at, writer_.now());
}

void Ledger::say(const Thing& thing, Facts facts, std::int64_t newest_known, Instant at) {
    const auto newest = store::newest_record(writer_.log(), share_.group, share_.device);
    formats::RecordLine record{
        newest ? newest->number + 1 : 1, stamped(at, newest_known), name_of(thing), {}, std::move(facts)};
    if (has_maker(thing.kind) && thing.maker != share_.me) record.maker = thing.maker;
    store::add_record(writer_, share_.group,
                      {share_.device, record.number, record.thing, thing.maker, formats::record_text(record)});
}

/// Whom a keeper brought into the group here has a name in it from now on.
void Ledger::know_new_members() {
    if (!share_.keeper) return;
    for (const auto& membership : store::memberships_of_group(writer_.log(), share_.group)) {
        const auto member = store::find_member(writer_.log(), membership.member);
        if (!member || things_.shared(member->id)) continue;
        store::set_shared_member(writer_, share_.group, member->uid, member->id);
        things_.know(member->uid, member->id);
        tell_about({Kind::member, {}, member->uid, {}}, writer_.now());
    }
}

void Ledger::tell() {
    know_new_members();
    if (share_.looked_at) {
        for (const auto& [thing, at] : things_.changed_since(*share_.looked_at)) tell_about(thing, at);
        tell_choices();
    } else {
        for (const auto& thing : things_.all(share_.all_runs || !is_new_)) tell_about(thing, writer_.now());
        // What went before anybody looked is in no row; the journal has it.
        if (!is_new_)
            for (const auto& [thing, at] : things_.changed_since(ChangeId{}))
                if (!things_.facts(thing)) tell_about(thing, at);
    }
    share_.looked_at = store::newest_change_id(writer_.log());
}

std::optional<store::Kept> Ledger::take_in(const std::string& device, std::int64_t number, std::string_view line,
                                           const std::string& place) {
    const auto put_aside = [&](const std::string& why) {
        const auto shown = cut_to_fit(std::string(line.substr(0, formats::longest_record)));
        store::add_aside(writer_, share_.group, {place, why, shown});
        return std::nullopt;
    };
    const auto read = formats::parse_record(line);
    if (const auto* bad = std::get_if<formats::BadRecord>(&read)) return put_aside(bad->why);
    const auto* record = std::get_if<formats::RecordLine>(&read);
    if ((record ? record->number : std::get<formats::NewerRecord>(read).number) != number)
        return put_aside("its number is not the next one");

    store::Record kept{device, number, {}, {}, std::string(line)};
    if (record) understand(kept, *record);
    return store::add_record(writer_, share_.group, kept);
}

/// Notes what a record is about.
void Ledger::understand(store::Record& kept, const formats::RecordLine& record) {
    const auto* speaker = roster_.device(kept.device);
    const auto thing = thing_called(record.thing, record.maker.value_or(speaker ? speaker->member : Uid{}));
    kept.thing = record.thing;
    kept.maker = thing->maker;
    touched_.insert(*thing);
}

void Ledger::read_again() {
    for (auto& kept : store::records_about(writer_.log(), share_.group, {}, {})) {
        const auto read = formats::parse_record(kept.line);
        const auto* record = std::get_if<formats::RecordLine>(&read);
        if (!record) continue;
        understand(kept, *record);
        store::set_record_thing(writer_, share_.group, kept);
    }
}

void Ledger::touch_all() {
    for (const auto& [name, maker] : store::things_recorded(writer_.log(), share_.group))
        if (const auto thing = thing_called(name, maker)) touched_.insert(*thing);
}

/// Members that the group brings have a row here before anything is kept in their name. Returns whether any are new.
bool Ledger::meet_members() {
    bool any = false;
    for (const auto& thing : touched_) {
        if (thing.kind != Kind::member || things_.local(thing.about)) continue;
        const auto facts = about(thing).facts;
        if (!stands(thing.kind, facts)) continue;
        const auto id = store::add_shared_member(writer_, thing.about, std::get<std::string>(facts.at("handle")));
        store::set_shared_member(writer_, share_.group, thing.about, id);
        things_.know(thing.about, id);
        any = true;
    }
    return any;
}

/// Another machine of the same member may have changed what they let the group see.
void Ledger::follow_own_choices() {
    const auto facts = about({Kind::member, {}, *share_.me, {}}).facts;
    if (facts.empty()) return;
    const store::Share before = share_;
    share_.all_runs = is_yes(facts, all_runs);
    share_.reasons = is_yes(facts, reasons);
    share_.notes = is_yes(facts, notes);
    const bool is_same =
        before.all_runs == share_.all_runs && before.reasons == share_.reasons && before.notes == share_.notes;
    if (!is_same) share_.looked_at.reset();
}

void Ledger::settle() {
    // What was said in the name of somebody unknown waits until they are known.
    if (meet_members()) touch_all();
    follow_own_choices();
    for (const auto& thing : touched_) settle(thing);
    const bool any_runs =
        std::any_of(touched_.begin(), touched_.end(), [](const Thing& thing) { return thing.kind == Kind::run; });
    touched_.clear();
    if (any_runs) speak_for_oneself();
}

/// Whoever told of a session themselves is in nobody else's run there: or it would be two.
void Ledger::speak_for_oneself() {
    for (const auto& thing : things_.told_twice()) {
        say(thing, {{participation(*share_.me), std::int64_t{0}}}, about(thing).newest_at, writer_.now());
        settle(thing);
    }
}

bool Ledger::are_known(const Thing& thing, const Facts& facts) const {
    if (thing.about != Uid{} && !things_.local(thing.about)) return false;
    if (has_maker(thing.kind) && !things_.local(thing.maker)) return false;
    if (thing.kind != Kind::run) return true;
    return std::any_of(facts.begin(), facts.end(), [&](const auto& fact) {
        const auto member = participant(fact.first);
        return member && fact.second == yes && things_.local(*member);
    });
}

void Ledger::settle(const Thing& thing) {
    auto known = about(thing);
    const bool is_own = thing.maker == share_.me || thing.about == share_.me;
    if (known.facts.empty() && (is_own || !known.was_believed)) return; // nobody but this log ever spoke of it
    const auto here = things_.facts(thing);
    const auto sent = wanted(thing, here);
    const bool is_kept_back = thing.maker == share_.me && here && !sent;
    if (is_kept_back) return;
    // Two machines of one owner can say what does not fit together. Then what is in this log is said again, and stays.
    const bool is_broken =
        thing.maker == share_.me && !is_gone(known.facts) && !stands(thing.kind, known.facts) && here;
    if (is_broken) {
        tell_about(thing, writer_.now());
        known = about(thing);
        if (!stands(thing.kind, known.facts)) return;
    }
    const bool holds = stands(thing.kind, known.facts) && are_known(thing, known.facts);
    if (!holds) return things_.set(writer_, thing, std::nullopt);
    things_.set(writer_, thing, without_own_texts(thing, with_nothing_unsaid(thing, known.facts, here), sent));
}

/// What was changed here of another's thing, and is not this machine's to say, does not hold; but for what is noted.
Facts Ledger::with_nothing_unsaid(const Thing& thing, Facts facts, const std::optional<Facts>& here) const {
    if (!here || !has_maker(thing.kind)) return facts;
    for (const auto& [field, ignored] : *here)
        if (field != "note" && weight(thing, field, *share_.me, share_.keeper) == 0) facts.try_emplace(field, Value{});
    return facts;
}

/// Without the texts that hold as they were sent from here: this log has them as they were before they were kept back
/// or cut. What others keep back goes here too.
Facts Ledger::without_own_texts(const Thing& thing, Facts facts, const std::optional<Facts>& sent) const {
    if (!sent) return facts;
    const bool is_own = thing.maker == share_.me || thing.about == share_.me;
    std::erase_if(facts, [&](const auto& fact) {
        const bool is_none = fact.second == Value{} || fact.second == Value{std::string()};
        const bool may_be_more = is_none ? is_own : std::holds_alternative<std::string>(fact.second);
        const auto found = sent->find(fact.first);
        return may_be_more && found != sent->end() && found->second == fact.second;
    });
    return facts;
}

} // namespace runlog::share
