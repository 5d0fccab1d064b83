#include "fuzz/property.hpp"
#include "runlog/domain/statement.hpp"

#include <algorithm>
#include <array>
#include <random>

using namespace runlog;
using fuzz::require;

namespace {

/// Takes numbers off the input; zeros once it is used up.
class Bytes {
public:
    explicit Bytes(std::string_view bytes) : bytes_(bytes) {}

    bool any() const { return at_ < bytes_.size(); }
    unsigned below(unsigned end) { return (any() ? static_cast<unsigned char>(bytes_[at_++]) : 0U) % end; }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
};

constexpr std::array kinds{Kind::group,       Kind::terms, Kind::rule,  Kind::contact, Kind::change, Kind::member,
                           Kind::memberships, Kind::plans, Kind::leave, Kind::answer,  Kind::run};

/// Nobody, and three members.
Uid member(unsigned number) {
    Uid uid;
    uid.bytes.fill(static_cast<std::uint8_t>(number));
    return uid;
}

std::string field(unsigned number) {
    if (number < 4) return participation(member(number));
    return std::array{"gone", "distance_m", "note", "of tomorrow"}.at(number - 4);
}

Value value(unsigned number) {
    if (number < 3) return std::int64_t{number};
    if (number < 5) return std::string(number, 'a');
    return number == 5 ? Value{} : Value{std::vector<Row>{{{"least_m", std::int64_t{5000}}}}};
}

/// A device is one member's, and numbers what it says: so no two statements have the same stamp.
std::vector<Statement> statements_in(Bytes& bytes) {
    std::array<std::int64_t, 4> said{};
    std::vector<Statement> all;
    while (bytes.any()) {
        const unsigned device = bytes.below(4);
        Statement statement;
        statement.stamp.at = bytes.below(5);
        statement.stamp.device = std::string(1, static_cast<char>('a' + device));
        statement.stamp.number = ++said.at(device);
        statement.speaker = member(1 + device / 2);
        statement.keeper = bytes.below(2) == 1;
        for (unsigned count = bytes.below(4); count > 0; --count) {
            auto name = field(bytes.below(8));
            statement.facts[std::move(name)] = value(bytes.below(7));
        }
        all.push_back(std::move(statement));
    }
    return all;
}

void check_speakers(const Thing& thing, const std::vector<Statement>& all, const Facts& facts) {
    for (const auto& fact : facts) {
        const bool may = std::any_of(all.begin(), all.end(), [&](const Statement& statement) {
            const auto found = statement.facts.find(fact.first);
            return found != statement.facts.end() && *found == fact &&
                   weight(thing, fact.first, statement.speaker, statement.keeper) > 0;
        });
        require(may, "what holds was said by somebody who may say it");
    }
}

} // namespace

/// A thing, the order in which it is heard of, and what is said.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(fuzz::text_of(data, size));
    const Thing thing{kinds.at(bytes.below(kinds.size())), {}, member(bytes.below(4)), member(bytes.below(4))};
    std::mt19937 chance(bytes.below(256));
    const auto said = statements_in(bytes);
    const auto facts = merged(thing, said);
    check_speakers(thing, said, facts);

    auto heard = said;
    heard.insert(heard.end(), said.begin(), said.begin() + static_cast<std::ptrdiff_t>(said.size() / 2));
    std::shuffle(heard.begin(), heard.end(), chance);
    require(merged(thing, heard) == facts, "neither the order nor an echo changes what holds");
    for (unsigned speaker = 1; speaker < 3; ++speaker)
        for (const bool keeper : {false, true}) {
            require(news(thing, facts, facts, member(speaker), keeper).empty(), "there is no news in what is known");
            for (const auto& [name, value] : news(thing, facts, std::nullopt, member(speaker), keeper))
                require(weight(thing, name, member(speaker), keeper) > 0, "nobody says what they may not");
        }
    return 0;
}
