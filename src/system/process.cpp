#include "runlog/system/process.hpp"

#include "runlog/domain/error.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>

extern char** environ; // NOLINT: POSIX has it so

namespace runlog::system {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view system_folders = "/usr/sbin:/usr/local/sbin:/usr/lib";

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    void close() {
        if (is_open()) ::close(std::exchange(number_, -1));
    }

private:
    int number_;
};

struct Pipe {
    Descriptor reads;
    Descriptor writes;
};

Pipe make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        throw Error(fmt::format("No other program can be started: {}.", std::strerror(errno)));
    return {Descriptor(ends[0]), Descriptor(ends[1])};
}

void never_wait(const Descriptor& descriptor) {
    ::fcntl(descriptor.number(), F_SETFL, ::fcntl(descriptor.number(), F_GETFL) | O_NONBLOCK);
}

/// What the program's environment is: what it inherits of ours, with the settings over it.
class Environment {
public:
    explicit Environment(const Terms& terms) : settings_(terms.settings) {
        for (char** entry = environ; *entry; ++entry)
            if (!is_replaced(*entry) && (!terms.inherits || terms.inherits(name_of(*entry)))) all_.push_back(*entry);
        for (auto& setting : settings_) all_.push_back(setting.data());
        all_.push_back(nullptr);
    }
    char** entries() { return all_.data(); }

private:
    static std::string_view name_of(std::string_view entry) { return entry.substr(0, entry.find('=')); }
    bool is_replaced(std::string_view entry) const {
        for (const auto& setting : settings_)
            if (entry.starts_with(std::string_view(setting).substr(0, setting.find('=') + 1))) return true;
        return false;
    }
    std::vector<std::string> settings_;
    std::vector<char*> all_;
};

/// The started program, and our ends of its streams.
class Child {
public:
    Child(std::vector<std::string> arguments, const Terms& terms) : most_said_(terms.most_said) {
        Pipe in = make_pipe();
        Pipe out = make_pipe();
        Pipe err = make_pipe();
        spawn(arguments, terms, in.reads.number(), out.writes.number(), err.writes.number());
        in_ = std::move(in.writes);
        out_ = std::move(out.reads);
        err_ = std::move(err.reads);
        end_ = Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0)));
        for (const auto* stream : {&in_, &out_, &err_}) never_wait(*stream);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child() {
        if (pid_ > 0) stop();
    }

    Ended talk(std::string_view input, Clock::time_point deadline) {
        Ended ended;
        if (input.empty()) in_.close();
        while (!has_ended(deadline, input, ended)) {
            if (Clock::now() < deadline) continue;
            ended.in_time = false;
            break;
        }
        read_all(out_, ended.out);
        read_all(err_, ended.err);
        const int status = ended.in_time ? wait() : stop();
        if (WIFSIGNALED(status)) ended.signal = WTERMSIG(status);
        ended.status = WEXITSTATUS(status);
        return ended;
    }

private:
    void spawn(std::vector<std::string>& arguments, const Terms& terms, int in, int out, int err) {
        std::vector<char*> words;
        for (auto& argument : arguments) words.push_back(argument.data());
        words.push_back(nullptr);
        Environment environment(terms);
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
        posix_spawnattr_t attributes;
        ::posix_spawnattr_init(&attributes);
        // A group of its own, so that all of it can be stopped; and a broken pipe means to it what it usually does.
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
        sigset_t usual;
        ::sigemptyset(&usual);
        ::sigaddset(&usual, SIGPIPE);
        ::posix_spawnattr_setsigdefault(&attributes, &usual);
        const int trouble = ::posix_spawnp(&pid_, words[0], &actions, &attributes, words.data(), environment.entries());
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
        if (trouble == 0) return;
        pid_ = 0;
        throw Error(fmt::format("{} cannot be started: {}.", arguments[0], std::strerror(trouble)),
                    "Check that it is there and may be run.");
    }

    /// Moves what can be moved, and says whether the program is through. What others whom it left behind may still say
    /// is not waited for.
    bool has_ended(Clock::time_point deadline, std::string_view& input, Ended& ended) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
        std::array<pollfd, 4> watched{{{end_.number(), POLLIN, 0},
                                       {in_.number(), POLLOUT, 0},
                                       {out_.number(), POLLIN, 0},
                                       {err_.number(), POLLIN, 0}}};
        if (::poll(watched.data(), watched.size(), static_cast<int>(std::max<std::int64_t>(left, 0))) < 0) return false;
        if (watched[1].revents != 0) write_some(input);
        if (watched[2].revents != 0) read_all(out_, ended.out);
        if (watched[3].revents != 0) read_all(err_, ended.err);
        if (ended.out.size() + ended.err.size() > most_said_)
            throw Error("The other program says more than can be read.", "Nothing was changed.");
        return watched[0].revents != 0;
    }

    void write_some(std::string_view& input) {
        const auto written = ::write(in_.number(), input.data(), input.size());
        if (written > 0) input.remove_prefix(static_cast<std::size_t>(written));
        // A program that does not read what it is told says with its status whether that matters.
        if (input.empty() || (written < 0 && errno != EAGAIN && errno != EINTR)) in_.close();
    }

    void read_all(Descriptor& stream, std::string& text) const {
        std::array<char, 65536> piece{};
        while (stream.is_open()) {
            const auto count = ::read(stream.number(), piece.data(), piece.size());
            if (count > 0)
                text.append(piece.data(), static_cast<std::size_t>(count));
            else if (count == 0)
                stream.close();
            else if (errno != EINTR)
                return;
            if (text.size() > most_said_) return;
        }
    }

    int wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = 0;
        return status;
    }

    int stop() {
        ::kill(-pid_, SIGKILL);
        return wait();
    }

    std::size_t most_said_;
    pid_t pid_ = 0;
    Descriptor in_;
    Descriptor out_;
    Descriptor err_;
    Descriptor end_; ///< readable once the program has ended
};

bool may_be_run(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored) && ::access(path.c_str(), X_OK) == 0;
}

/// The last line that is not blank.
std::string_view last_line(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.remove_suffix(1);
    const auto newline = text.rfind('\n');
    return newline == std::string_view::npos ? text : text.substr(newline + 1);
}

} // namespace

std::string Ended::trouble() const {
    if (!in_time) return "it did not end in time";
    if (const auto said = last_line(err); !said.empty()) return std::string(said);
    if (signal != 0) return fmt::format("it was stopped by signal {}", signal);
    return fmt::format("its exit status was {}", status);
}

Ended run(const std::vector<std::string>& arguments, const Terms& terms) {
    // Where whoever started us ignores the end of children, nobody could be asked how they ended.
    ::signal(SIGCHLD, SIG_DFL);
    return Child(arguments, terms).talk(terms.input, Clock::now() + terms.limit);
}

Ended run(const std::vector<std::string>& arguments, std::string_view input, std::chrono::seconds limit,
          const std::vector<std::string>& settings) {
    return run(arguments, Terms{input, limit, settings});
}

std::optional<std::filesystem::path> find_program(std::string_view name) {
    if (name.find('/') != std::string_view::npos) {
        const auto path = std::filesystem::absolute(name).lexically_normal();
        return may_be_run(path) ? std::optional(path) : std::nullopt;
    }
    const char* path = std::getenv("PATH");
    std::string folders = fmt::format("{}:{}", path ? path : "/usr/bin:/bin", system_folders);
    for (std::size_t at = 0; at <= folders.size();) {
        const auto colon = std::min(folders.find(':', at), folders.size());
        const std::filesystem::path candidate = std::filesystem::path(folders.substr(at, colon - at)) / name;
        if (candidate.is_absolute() && may_be_run(candidate)) return candidate;
        at = colon + 1;
    }
    return std::nullopt;
}

std::filesystem::path this_program() {
    std::error_code trouble;
    auto path = std::filesystem::read_symlink("/proc/self/exe", trouble);
    if (trouble) throw Error("It cannot be found out where runlog itself stands.", "Is /proc there?");
    return path;
}

} // namespace runlog::system
