#pragma once

#include "command.hpp"
#include "context.hpp"
#include "runlog/share/mirror.hpp"
#include "runlog/share/sync.hpp"
#include "runlog/store/shares.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What the commands on sharing have in common.
namespace runlog::cli {

/// How long a host may take to answer somebody who waits for it.
inline constexpr std::chrono::seconds usual_patience{120};

/// Whether a share must have begun, or may be one whose `share init` did not come to its end.
enum class Stage { begun, any };

/// The word for `share_called`: what a command on sharing takes alone, or as `--group` where it takes others.
CLI::Option* add_share_word(CLI::App& app, std::string& group);
void add_share_option(CLI::App& app, std::string& group);

/// The shared group called `word`, or the only one where that is empty. Throws Error where there is none.
store::Share share_called(Context& context, std::string_view word, Stage stage = Stage::begun);

/// The folder of what is kept beside the log for sharing.
std::filesystem::path share_folder(const Context& context);

/// The way to a group's host.
std::unique_ptr<share::Mirror> host_of(Context& context, const store::Share& share,
                                       std::chrono::seconds patience = usual_patience);

/// Exchanges what is new with a host, which is closed by then: no two can be open at once.
share::Synced sync(Context& context, const store::Share& share, std::chrono::seconds patience = usual_patience);

/// A folder as typed, as it is called from anywhere; any other address as it is. Throws Error where it is none.
std::string address_from(const std::string& typed);

/// `3 records sent, 12 taken in`, `nothing new`
std::string synced_text(const share::Synced& synced);

/// What needs somebody's attention besides, a sentence each.
std::vector<std::string> troubles_of(const store::Log& log, const store::Share& share);

/// Those, and what is wrong with the mirror and with how long it is since the last sync.
std::vector<std::string> sharing_troubles(Context& context, const store::Share& share);

/// The words to be read aloud by who waits to be let in.
void say_code(Context& context, const store::Share& share);

} // namespace runlog::cli
