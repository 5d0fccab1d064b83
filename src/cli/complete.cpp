#include "commands.hpp"
#include "context.hpp"
#include "offers.hpp"
#include "parser.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace runlog::cli {

namespace {

bool takes_list(const std::string& kind) {
    return kind == kind::members || kind == kind::tags;
}

Offers command_offers(std::string_view noun) {
    Offers offers;
    for (const auto& command : commands()) {
        if (command.heading.empty()) continue;
        const auto blank = command.name.find(' ');
        if (noun.empty() && blank == std::string_view::npos)
            offers.push_back({std::string(command.name), std::string(command.about)});
        if (!noun.empty() && blank != std::string_view::npos && command.name.substr(0, blank) == noun)
            offers.push_back({std::string(command.name.substr(blank + 1)), std::string(command.about)});
    }
    return offers;
}

std::string longest_name(const CLI::Option& option) {
    return option.get_lnames().empty() ? "-" + option.get_snames().front() : "--" + option.get_lnames().front();
}

bool is_flag(const CLI::Option& option) {
    return option.get_items_expected_max() == 0;
}

/// The command line before the word being typed, as far as completion needs to know it.
class Line {
public:
    Line(const CLI::App& root, const CLI::App& app, std::vector<std::string> words, std::size_t command_words)
        : root_(root), app_(app) {
        for (std::size_t i = 0; i < words.size(); ++i) {
            const CLI::Option* option = find(words[i]);
            if (option && !is_flag(*option) && words[i].find('=') == std::string::npos) {
                waiting_ = ++i < words.size() ? nullptr : option;
            } else if (!words[i].starts_with('-')) {
                ++plain_;
            }
        }
        plain_ -= std::min(plain_, command_words);
        begins_ = words.size() == command_words;
    }

    /// Whether nothing but the command stands before the word.
    bool begins() const { return begins_; }

    /// The option whose value is being typed, if any.
    const CLI::Option* waiting() const { return waiting_; }

    const CLI::Option* find(std::string_view word) const {
        const std::string name(word.substr(0, word.find('=')));
        if (!name.starts_with('-')) return nullptr;
        const CLI::Option* option = app_.get_option_no_throw(name);
        return option ? option : root_.get_option_no_throw(name);
    }

    Offers options() const {
        Offers offers;
        const auto is_offered = [&](const std::string& name) {
            return std::any_of(offers.begin(), offers.end(), [&](const Offer& offer) { return offer.value == name; });
        };
        for (const CLI::App* app : {&app_, &root_})
            for (const auto* option : app->get_options())
                if (option->nonpositional() && !is_offered(longest_name(*option)))
                    offers.push_back({longest_name(*option), option->get_description()});
        return offers;
    }

    /// The kind of the positional that is being typed; the last one again where it takes many.
    std::string positional() const {
        std::string kind;
        std::size_t index = 0;
        for (const auto* option : app_.get_options()) {
            if (!option->get_positional()) continue;
            if (index++ <= plain_) kind = option->get_name(true);
            if (index > plain_) return kind;
        }
        return kind.ends_with('S') ? kind : "";
    }

private:
    const CLI::App& root_;
    const CLI::App& app_;
    const CLI::Option* waiting_ = nullptr;
    std::size_t plain_ = 0;
    bool begins_ = false;
};

/// Words that begin with what is typed; in a list, what stands before the last comma comes back in front.
void print_offers(Context& context, const Offers& offers, const std::string& typed, const std::string& front) {
    const std::string begun = typed.substr(front.size());
    for (const auto& offer : offers) {
        if (!offer.value.starts_with(begun)) continue;
        context.print(front + printable(offer.value));
        if (!offer.about.empty()) context.print("\t" + printable(offer.about));
        context.print("\n");
    }
}

std::string before_last_comma(const std::string& typed, bool list) {
    const auto comma = typed.rfind(',');
    return list && comma != std::string::npos ? typed.substr(0, comma + 1) : "";
}

void complete_value(Context& context, const std::string& kind, const std::string& typed,
                    const std::string& option_part) {
    const std::string value = typed.substr(option_part.size());
    const std::string front = option_part + before_last_comma(value, takes_list(kind));
    print_offers(context, offers_for(context, kind, typed.substr(front.size())), typed, front);
}

void complete_words(Context& context, std::vector<std::string> words) {
    const std::string typed = words.empty() ? "" : words.back();
    if (!words.empty()) words.pop_back();
    const Command* command = command_in(words);
    Action unused;
    const auto root = make_app(command, unused);
    const CLI::App& app = command ? subcommand(*root, command->name) : *root;
    const std::size_t command_words =
        command ? 1 + static_cast<std::size_t>(command->name.find(' ') != std::string_view::npos) : 0;
    const Line line(*root, app, words, command_words);

    if (line.waiting()) return complete_value(context, line.waiting()->get_type_name(), typed, "");
    if (const auto equals = typed.find('='); typed.starts_with("--") && equals != std::string::npos) {
        if (const auto* option = line.find(typed))
            complete_value(context, option->get_type_name(), typed, typed.substr(0, equals + 1));
        return;
    }
    if (typed.starts_with('-')) return print_offers(context, line.options(), typed, "");
    if (!command) return print_offers(context, command_offers(""), typed, "");
    if (!command->declare || line.begins()) print_offers(context, command_offers(command->name), typed, "");
    if (!command->declare) return;
    complete_value(context, line.positional(), typed, "");
}

/// The log that the line being completed names, where it names one.
void use_named_log(Context& context, const std::vector<std::string>& words) {
    const auto option = std::find(words.begin(), words.end(), "--db");
    if (words.end() - option > 2) context.use_log(*(option + 1));
}

int complete(Context& context, const std::vector<std::string>& words) {
    context.only_glance();
    use_named_log(context, words);
    complete_words(context, words);
    return 0;
}

} // namespace

Action declare_complete(CLI::App& app) {
    auto words = std::make_shared<std::vector<std::string>>();
    app.add_option("WORDS", *words, "The words of the command line")->type_name("");
    app.footer("Answers value, tab, description, a line each.");
    return acting(complete, words);
}

} // namespace runlog::cli
