#include "runlog/share/sync.hpp"

#include "ledger.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/formats/record.hpp"
#include "runlog/formats/roster.hpp"
#include "runlog/store/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace runlog::share {

namespace {

/// So long is one file at most. Two long ones that are much alike cost whoever packs them a second for each few
/// megabytes.
constexpr std::size_t longest_file = 32 << 20;

store::Share share_in(const store::Log& log, GroupId group) {
    const auto share = store::share_of(log, group);
    if (!share) throw Error("This group is not shared.", "Begin with: runlog share init GROUP URL");
    return *share;
}

const Branch* branch_of(const Fetched& fetched, const std::string& device) {
    const auto found = std::find_if(fetched.branches.begin(), fetched.branches.end(),
                                    [&](const Branch& branch) { return branch.device == device; });
    return found == fetched.branches.end() ? nullptr : &*found;
}

/// Each line of a batch with its record's number.
void each_line(const Batch& batch, const std::function<void(std::int64_t, std::string_view)>& visit) {
    const std::string_view text = batch.lines;
    auto number = batch.first;
    for (std::size_t at = 0; at < text.size(); ++number) {
        const auto end = std::min(text.find('\n', at), text.size());
        visit(number, text.substr(at, end - at));
        at = end + 1;
    }
}

/// One sync of one group.
class Sync {
public:
    Sync(store::Log& log, GroupId group, Host& host, Instant now)
        : log_(log), group_(group), host_(host), now_(now), share_(share_in(log, group)) {}

    Synced run() {
        fetched_ = host_.fetch();
        is_another_at_work_ = fetched_.copied;
        take_in();
        if (done_.let_in && is_another_at_work_) {
            go_by_another_name();
            take_in();
        }
        if (done_.let_in) send();
        done_.requests = fetched_.requests;
        return done_;
    }

private:
    /// Everything that comes in, and what follows from it, in one transaction. What was changed here goes before it,
    /// or it could be written over.
    void take_in() {
        store::take_in(log_, now_, [&](store::Writer& writer) {
            share_ = share_in(writer.log(), group_);
            done_.alarms = fetched_.alarms;
            const auto roster = formats::roster_text(fetched_.roster);
            const bool understands_more = share_.vocabulary != vocabulary;
            const bool is_another = roster != share_.roster || understands_more;
            share_.roster = roster;
            share_.vocabulary = vocabulary;
            done_.let_in = take_place(writer);
            if (done_.let_in) {
                Ledger ledger(writer, share_, fetched_.roster);
                if (!ledger.is_new()) ledger.tell();
                if (understands_more) ledger.read_again();
                if (is_another) ledger.touch_all();
                for (const auto& branch : fetched_.branches) take_in(writer, ledger, branch);
                if (ledger.is_new()) ledger.tell();
                ledger.settle();
            }
            warn_of_clocks(writer.log());
            store::set_alarms(writer, group_, done_.alarms);
            share_.synced = now_;
            store::set_share(writer, share_);
        });
    }

    /// Whose clock is ahead disturbs nobody but themselves, and should set it all the same.
    void warn_of_clocks(const store::Log& log) {
        constexpr std::chrono::hours believed{72}; // less is nobody's trouble
        for (const auto& branch : fetched_.branches) {
            const auto newest = store::newest_record(log, group_, branch.device);
            const auto read = newest ? formats::parse_record(newest->line) : formats::ReadRecord{};
            const auto* record = std::get_if<formats::RecordLine>(&read);
            if (!record) continue;
            const auto ahead = std::chrono::milliseconds{record->at} - now_.time_since_epoch();
            if (ahead <= believed) continue;
            const auto* member = fetched_.roster.member(fetched_.roster.device(branch.device)->member);
            done_.alarms.push_back(fmt::format("The clock of {}'s machine {} is ahead of this one's by days: let them "
                                               "set it. Nothing is lost.",
                                               member->handle, short_id(branch.device)));
        }
    }

    /// Whether the roster knows this machine; from then on the log's owner has a name in the group.
    bool take_place(store::Writer& writer) {
        const auto* device = fetched_.roster.device(share_.device);
        if (!device) return false;
        if (device->revoked)
            throw Error(fmt::format("This machine was shut out of {}.", share_.handle),
                        fmt::format("Ask an organizer, or go on alone: runlog share off {}", share_.handle));
        const auto* member = fetched_.roster.member(device->member);
        share_.keeper = is_keeper(member->role);
        if (share_.me) return true;
        share_.me = device->member;
        store::set_shared_member(writer, group_, *share_.me, store::owner(writer.log()).id);
        return true;
    }

    void take_in(store::Writer& writer, Ledger& ledger, const Branch& branch) {
        const auto before = store::heard(writer.log(), group_, branch.device);
        if (before && before->tip == branch.tip) return;
        host_.each_batch(branch, before ? before->tip : "", [&](const Batch& batch) {
            if (branch.device == share_.device)
                check_own(batch);
            else
                take_in(ledger, branch.device, batch);
        });
        if (!is_another_at_work_) store::set_heard(writer, group_, {branch.device, branch.tip, branch.last, now_});
    }

    void take_in(Ledger& ledger, const std::string& device, const Batch& batch) {
        each_line(batch, [&](std::int64_t number, std::string_view line) {
            const auto place = fmt::format("{}:{}", batch.place, number - batch.first + 1);
            const auto kept = ledger.take_in(device, number, line, place);
            if (!kept) ++done_.put_aside;
            if (kept == store::Kept::now) ++done_.taken_in;
            if (kept == store::Kept::otherwise)
                done_.alarms.push_back(
                    fmt::format("{} says something else than it did before: the first word stands.", place));
        });
    }

    /// What stands in this machine's own branch is known here, unless a copy of this log said it.
    void check_own(const Batch& batch) {
        each_line(batch, [&](std::int64_t number, std::string_view line) {
            if (!is_known(number, line)) is_another_at_work_ = true;
        });
    }

    bool is_known(std::int64_t number, std::string_view line) const {
        const auto record = store::find_record(log_, group_, share_.device, number);
        return record && record->line == line;
    }

    /// A copy of this log sends in the name of this machine, or this log is an old copy itself. It goes by a new name
    /// from now on, and says under it what nobody has heard yet.
    void go_by_another_name() {
        const auto old = share_.device;
        const auto device = new_device();
        const auto key = host_.make_key(device);
        change_roster(share_, host_, fetched_, [&](const Roster& roster) {
            return with_device(roster, {device, *share_.me, key, {}, {}});
        });
        fetched_ = host_.fetch(); // with what the other one said in the old name
        store::take_in(log_, now_, [&](store::Writer& writer) { say_again(writer, old, device); });
        is_another_at_work_ = false;
        done_.new_device = true;
    }

    void say_again(store::Writer& writer, const std::string& old, const std::string& device) {
        const auto first = first_unheard(old);
        std::vector<store::Record> unheard;
        store::each_record(log_, group_, old, first - 1,
                           [&](const store::Record& record) { unheard.push_back(record); });
        store::remove_records(writer, group_, old, first);
        std::int64_t number = 0;
        for (auto& record : unheard) {
            auto read = formats::parse_record(record.line);
            auto& line = std::get<formats::RecordLine>(read);
            line.number = record.number = ++number;
            record.device = device;
            record.line = formats::record_text(line);
            store::add_record(writer, group_, record);
        }
        store::forget_heard(writer, group_, old);
        share_ = share_in(writer.log(), group_);
        share_.device = device;
        store::set_share(writer, share_);
    }

    /// The number of the first record that the branch of `device` does not have in this log's words.
    std::int64_t first_unheard(const std::string& device) {
        std::int64_t heard = 0;
        bool same = true;
        if (const auto* branch = branch_of(fetched_, device))
            host_.each_batch(*branch, {}, [&](const Batch& batch) {
                each_line(batch, [&](std::int64_t number, std::string_view line) {
                    same = same && is_known(number, line);
                    if (same) heard = number;
                });
            });
        return heard + 1;
    }

    void send() {
        const auto* branch = branch_of(fetched_, share_.device);
        std::vector<Batch> batches;
        store::each_record(log_, group_, share_.device, branch ? branch->last : 0, [&](const store::Record& record) {
            if (batches.empty() || batches.back().lines.size() > longest_file)
                batches.push_back({record.number, record.number, {}, {}});
            batches.back().last = record.number;
            batches.back().lines += record.line + '\n';
        });
        const auto sent = host_.send(share_.device, batches);
        done_.sent = sent.records;
        if (sent.tip.empty()) return;
        store::take_in(log_, now_, [&](store::Writer& writer) {
            store::set_heard(writer, group_, {share_.device, sent.tip, sent.last, now_});
        });
    }

    store::Log& log_;
    GroupId group_;
    Host& host_;
    Instant now_;
    store::Share share_;
    Fetched fetched_;
    bool is_another_at_work_ = false;
    Synced done_;
};

} // namespace

Synced sync(store::Log& log, GroupId group, Host& host, Instant now) {
    return Sync(log, group, host, now).run();
}

std::vector<std::string> preview(store::Log& log, GroupId group, Instant now) {
    std::vector<std::string> lines;
    store::rehearse(log, now, [&](store::Writer& writer) {
        auto share = share_in(writer.log(), group);
        if (!share.me) return;
        Ledger(writer, share, formats::parse_roster(share.roster)).tell();
        const auto heard = store::heard(writer.log(), group, share.device);
        store::each_record(writer.log(), group, share.device, heard ? heard->last : 0,
                           [&](const store::Record& record) { lines.push_back(record.line); });
    });
    return lines;
}

void begin(store::Log& log, store::Share share, Host& host, Instant now) {
    const auto owner = store::owner(log);
    const auto group = store::find_group(log, share.handle);
    Roster roster{group->uid, group->handle, {{owner.uid, owner.handle, Role::organizer}}, {}};
    roster = with_device(std::move(roster), {share.device, owner.uid, host.make_key(share.device), {}, {}});
    share.me = owner.uid;
    share.keeper = true;
    share.roster = formats::roster_text(roster);
    store::take_in(log, now, [&](store::Writer& writer) {
        store::set_share(writer, share);
        store::set_shared_member(writer, share.group, owner.uid, owner.id);
    });
    if (!host.change_roster(roster, share.device))
        throw Error(fmt::format("{} has a group's log already.", share.url), "Ask to be let in: runlog share join");
}

void change_roster(const store::Share& share, Host& host, Fetched& fetched,
                   const std::function<Roster(const Roster&)>& next) {
    constexpr int attempts = 5;
    for (int attempt = 0; attempt < attempts; ++attempt) {
        if (host.change_roster(next(fetched.roster), share.device)) return;
        fetched = host.fetch();
    }
    throw Error(fmt::format("The list of {}'s machines changes all the time.", share.handle),
                "Nothing is lost: try again in a minute.");
}

std::string new_device() {
    std::random_device chance;
    return fmt::format("{:08x}{:08x}", chance(), chance());
}

} // namespace runlog::share
