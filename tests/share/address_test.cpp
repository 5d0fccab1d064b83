#include "runlog/share/address.hpp"

#include "runlog/domain/error.hpp"

#include <doctest/doctest.h>

#include <string>

namespace runlog::share {

using doctest::Contains;

TEST_CASE("folders and hosts that git reaches by file, ssh or https are addresses") {
    for (const char* address :
         {"/srv/momma.git", "/media/stick/momma", "/srv/zoë's club/momma.git", "file:///srv/momma.git",
          "ssh://git@example.org/momma.git", "ssh://example.org:2222/srv/momma.git", "ssh://[::1]/srv/momma.git",
          "ssh://[::1]:2222/srv/momma.git", "git@example.org:momma.git", "example.org:/srv/momma.git",
          "host:~anna/momma.git", "[::1]:momma.git", "anna@[::1]:momma.git", "https://example.org/club/momma.git",
          "https://anna@example.org:8443/momma.git"}) {
        CAPTURE(address);
        CHECK_NOTHROW(check_address(address));
    }
}

TEST_CASE("what git would take for a switch or a command is no address") {
    for (const char* address : {"--upload-pack=touch /tmp/pwned",
                                "-oProxyCommand=touch /tmp/pwned",
                                "-",
                                "ext::sh -c touch% /tmp/pwned",
                                "ext::sh",
                                "fd::17",
                                "fd::17,18/foo",
                                "transport::address",
                                "ssh://-oProxyCommand=touch/momma.git",
                                "ssh://git@-oProxyCommand=touch/momma.git",
                                "ssh://-l@example.org/momma.git",
                                "-oProxyCommand=x:momma.git",
                                "git@-oProxyCommand=x:momma.git",
                                "-l@example.org:momma.git",
                                "example.org:-momma.git",
                                "ssh://example.org%20-oProxyCommand=x/momma.git",
                                "example.org:",
                                ":momma.git",
                                "@example.org:momma.git",
                                "a b:momma.git",
                                "$(id):momma.git",
                                "`id`:momma.git",
                                "host;id:momma.git",
                                "[::1:momma.git",
                                "]:momma.git"}) {
        CAPTURE(address);
        CHECK_THROWS_WITH_AS(check_address(address), Contains("is no address that a log can be shared at"), Error);
    }
}

TEST_CASE("other ways to reach a host are no addresses") {
    for (const char* address :
         {"git://example.org/momma.git", "http://example.org/momma.git", "ftp://example.org/momma.git",
          "rsync://example.org/momma.git", "SSH://example.org/momma.git", "ssh+git://example.org/momma.git",
          "://example.org/momma.git", "file://momma.git", "file://host/momma.git", "ssh://example.org",
          "ssh://example.org/", "ssh:///momma.git", "ssh://example.org:port/momma.git", "https:///momma.git",
          "momma.git", "./momma.git", "../momma", "~/momma.git", ""}) {
        CAPTURE(address);
        CHECK_THROWS_AS(check_address(address), Error);
    }
}

TEST_CASE("an address with signs that cannot be seen is refused, and shown without them") {
    for (const std::string& address :
         {std::string("/srv/\nmomma"), std::string("/srv/\x1b[2Jmomma"), std::string("/srv/mom\0ma", 11),
          std::string("/srv/\xff"), std::string("host:\tmomma"), std::string("/srv/\xe2\x80\xae") + "momma"}) {
        CAPTURE(address);
        CHECK_THROWS_WITH_AS(check_address(address), Contains("signs that cannot be printed"), Error);
    }
    CHECK_THROWS_AS(check_address("/" + std::string(3'000, 'x')), Error);
}

TEST_CASE("a password has no place in an address") {
    CHECK_THROWS_WITH_AS(check_address("https://anna:secret@example.org/momma.git"), Contains("password"), Error);
    CHECK_THROWS_WITH_AS(check_address("ssh://anna:secret@example.org/momma.git"), Contains("password"), Error);
}

} // namespace runlog::share
