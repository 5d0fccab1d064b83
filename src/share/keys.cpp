#include "runlog/share/keys.hpp"

#include "../store/files.hpp"
#include "runlog/domain/error.hpp"
#include "runlog/domain/roster.hpp"
#include "runlog/domain/text.hpp"
#include "runlog/system/process.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <optional>

namespace runlog::share {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{60};
constexpr std::size_t longest_key_file = 1'000;

std::string find_ssh_keygen() {
    if (const auto program = system::find_program("ssh-keygen")) return program->string();
    throw Error("ssh-keygen is needed to share a log, and this machine has none.",
                "Install it: sudo apt install openssh-client");
}

std::string run_ssh_keygen(std::vector<std::string> words, std::string_view input) {
    words.insert(words.begin(), find_ssh_keygen());
    const auto ended = system::run(words, {input, patience, {"LC_ALL=C"}});
    if (ended.well()) return ended.out;
    throw Error(fmt::format("ssh-keygen could not do its part: {}.", printable(ended.trouble())));
}

[[noreturn]] void cannot_write(const fs::path& path, const char* why) {
    throw Error(fmt::format("{} cannot be written: {}.", path.string(), why), "Check the folder's permissions.");
}

void make_folder(const fs::path& folder) {
    std::error_code trouble;
    fs::create_directories(folder, trouble);
    if (!trouble) fs::permissions(folder, fs::perms::owner_all, trouble);
    if (trouble) cannot_write(folder, trouble.message().c_str());
}

void make_durable(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int why = errno;
    if (descriptor >= 0) ::close(descriptor);
    if (!done) cannot_write(path, std::strerror(why));
}

void put(const fs::path& draft, const fs::path& place) {
    make_durable(draft);
    if (::rename(draft.c_str(), place.c_str()) != 0) cannot_write(place, std::strerror(errno));
}

fs::path public_file(const fs::path& secret) {
    return secret.string() + ".pub";
}

/// The first two words of a file that ssh-keygen wrote, where they are a key.
std::optional<std::string> read_public(const fs::path& path) {
    std::ifstream file(path);
    std::string kind;
    std::string key;
    file >> kind >> key;
    std::string both = kind + ' ' + key;
    return both.size() <= longest_key_file && is_public_key(both) ? std::optional(both) : std::nullopt;
}

std::string base64_bits(std::string_view text) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bits;
    for (const char letter : text) {
        const auto value = letters.find(letter);
        if (value == std::string_view::npos) break;
        for (int bit = 5; bit >= 0; --bit) bits += (value >> bit & 1) != 0 ? '1' : '0';
    }
    return bits;
}

} // namespace

void check_openssh() {
    find_ssh_keygen();
}

fs::path key_file(const fs::path& keys, std::string_view device) {
    return keys / device;
}

std::string make_key(const fs::path& keys, std::string_view device) {
    const fs::path secret = key_file(keys, device);
    std::error_code ignored;
    if (fs::exists(secret, ignored)) return public_key(keys, device);
    make_folder(keys);
    // The secret key gets its name last: where that is there, all is.
    const fs::path drafts = keys / fmt::format("{}.new", device);
    fs::remove_all(drafts, ignored);
    make_folder(drafts);
    const fs::path draft = drafts / "key";
    run_ssh_keygen({"-q", "-t", "ed25519", "-N", "", "-C", "", "-f", draft.string()}, {});
    put(public_file(draft), public_file(secret));
    store::sync_folder(keys);
    put(draft, secret);
    store::sync_folder(keys);
    fs::remove_all(drafts, ignored);
    return public_key(keys, device);
}

std::string public_key(const fs::path& keys, std::string_view device) {
    if (const auto key = read_public(public_file(key_file(keys, device)))) return *key;
    throw Error(fmt::format("{} holds no key of this device.", public_file(key_file(keys, device)).string()),
                "Restore it from a backup, or join again: runlog share off, then runlog share join.");
}

std::string code_of(std::string_view public_key) {
    constexpr std::string_view crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    constexpr std::string_view mark = "SHA256:";
    constexpr std::size_t letters = 12;
    constexpr std::size_t bits_of_letter = 5;
    const std::string said = run_ssh_keygen({"-l", "-E", "sha256", "-f", "-"}, fmt::format("{}\n", public_key));
    const auto at = said.find(mark);
    const std::string bits =
        at == std::string::npos ? "" : base64_bits(std::string_view(said).substr(at + mark.size()));
    if (bits.size() < letters * bits_of_letter) throw Error("ssh-keygen names no SHA-256 of this key.");
    std::string code;
    for (std::size_t i = 0; i < letters; ++i) {
        if (i > 0 && i % 4 == 0) code += '-';
        code += crockford[std::stoul(bits.substr(i * bits_of_letter, bits_of_letter), nullptr, 2)];
    }
    return code;
}

} // namespace runlog::share
