#include "formats/xml.hpp"

#include "runlog/domain/text.hpp"
#include "runlog/formats/read_run.hpp"
#include "xml_support.hpp"

#include <doctest/doctest.h>

namespace runlog::formats {

namespace {

using doctest::Contains;

/// Writes down what it is told; wants the text of what is called `t`.
class Listener : public XmlHandler {
public:
    bool begin(const XmlElement& element) override {
        told += std::string(element.path) + "@" + std::to_string(element.line);
        for (const auto* pair = element.attributes; *pair; pair += 2)
            told += std::string(" ") + pair[0] + "=" + pair[1];
        told += '\n';
        return element.path.ends_with("/t");
    }

    void end(std::string_view path, std::string_view text) override {
        if (path.ends_with("/t")) told += "'" + std::string(text) + "'\n";
    }

    std::string told;
};

std::string told(const std::string& file) {
    std::istringstream in(file);
    Listener listener;
    read_xml(in, listener);
    return listener.told;
}

void refuses(const std::string& file, const char* says) {
    CAPTURE(file.substr(0, 200));
    CHECK_THROWS_WITH_AS(told(file), Contains(says), BadFile);
}

std::string in_utf16(const std::string& ascii, bool little) {
    std::string wide = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char c : ascii) {
        if (!little) wide += '\0';
        wide += c;
        if (little) wide += '\0';
    }
    return wide;
}

} // namespace

TEST_CASE("elements are told with their path, their line and their attributes") {
    CHECK(told("<a x='1' y=\"&lt;2&gt;\">\n<b/>\n<b><c/></b></a>") == "/a@1 x=1 y=<2>\n/a/b@2\n/a/b@3\n/a/b/c@3\n");
}

TEST_CASE("prefixes of namespaces are left out of paths") {
    CHECK(told("<g:a xmlns:g='urn:g'><h:i:b xmlns:h='urn:h'/></g:a>") == "/a@1 xmlns:g=urn:g\n/a/b@1 xmlns:h=urn:h\n");
}

TEST_CASE("an attribute is found by its name") {
    struct Asking : XmlHandler {
        bool begin(const XmlElement& element) override {
            CHECK(element.attribute("lat") == "47.5");
            CHECK(element.attribute("lon") == "");
            CHECK(element.attribute("la") == std::nullopt);
            return false;
        }
        void end(std::string_view, std::string_view) override {}
    } asking;
    std::istringstream in("<p lat='47.5' lon=''/>");
    read_xml(in, asking);
}

TEST_CASE("of text, that which stands directly within a wanted element is told") {
    CHECK(told("<t>one</t>") == "/t@1\n'one'\n");
    CHECK(told("<a>no<t/>no</a>") == "/a@1\n/a/t@1\n''\n");
    CHECK(told("<t>one <b>no</b>two<!-- no --> &amp; <![CDATA[<three>]]></t>") ==
          "/t@1\n/t/b@1\n'one two & <three>'\n");
    CHECK(told("<a><t>one</t>no<t>two</t></a>") == "/a@1\n/a/t@1\n'one'\n/a/t@1\n'two'\n");
    CHECK(told("<t>one<t>no</t></t>") == "/t@1\n/t/t@1\n''\n'one'\n");
}

TEST_CASE("of a very long text the beginning is told, and no character is cut in two") {
    const std::string dots(longest_text - 1, '.');
    CHECK(told("<t>" + dots + "xy</t>") == "/t@1\n'" + dots + "x'\n");
    CHECK(told("<t>" + dots + "\xC3\xA9y</t>") == "/t@1\n'" + dots + "'\n");
    CHECK(told("<t>" + dots + "\n\xC3\xA9y</t>") == "/t@1\n'" + dots + "\n'\n");
}

TEST_CASE("a byte order mark and blanks before the declaration do no harm, and are counted") {
    CHECK(told("\xEF\xBB\xBF<?xml version='1.0'?><a/>") == "/a@1\n");
    CHECK(told("\n\r\n \t\r<?xml version='1.0'?><a/>") == "/a@4\n");
    CHECK(told("\xEF\xBB\xBF\n <?xml version='1.0'?>\n<a/>") == "/a@3\n");
    CHECK(told(" \xEF\xBB\xBF<?xml version='1.0'?>\n<a/>") == "/a@2\n");
    refuses("\n  <a><b></a>", "line 2, column 11: mismatched tag");
    refuses("\n  <a>\n<b></a>", "line 3, column 6: mismatched tag");
}

TEST_CASE("UTF-8, UTF-16 and Latin-1 are read") {
    CHECK(told("<t>\xC3\xA9</t>") == "/t@1\n'\xC3\xA9'\n");
    CHECK(told("<?xml version='1.0' encoding='ISO-8859-1'?><t>\xE9</t>") == "/t@1\n'\xC3\xA9'\n");
    CHECK(told("<?xml version='1.0' encoding='us-ascii'?><t>e</t>") == "/t@1\n'e'\n");
    const std::string declared = "<?xml version='1.0' encoding='UTF-16'?>\n<t a='&#233;'>e</t>";
    CHECK(told(in_utf16(declared, true)) == "/t@2 a=\xC3\xA9\n'e'\n");
    CHECK(told(in_utf16(declared, false)) == "/t@2 a=\xC3\xA9\n'e'\n");
    CHECK(told(in_utf16(declared, true).substr(2)) == "/t@2 a=\xC3\xA9\n'e'\n");
}

TEST_CASE("an encoding that is unknown, or is not the one that is told, is refused") {
    refuses("<?xml version='1.0' encoding='windows-1252'?><t>\x80</t>", "an encoding that runlog does not know");
    refuses("<?xml version='1.0' encoding='UTF-16'?><t>e</t>", "another encoding than it says");
    refuses("<t>\xE9</t>", "broken on line 1, column 4");
    refuses("<t>\xED\xA0\x80</t>", "broken on line 1, column 4");
}

TEST_CASE("control characters that an app left in a name become blanks, and zeros do not") {
    CHECK(told("<t a='x\x0B\x01y'>one\x1F</t>") == "/t@1 a=x  y\n'one '\n");
    refuses(std::string("<t>one\0</t>", 11), "broken on line 1, column 7");
    refuses("<a/>" + std::string(1000, '\0'), "broken on line 1, column 5");
}

TEST_CASE("a document type is passed over, its lines being counted") {
    CHECK(told("<!DOCTYPE a><a/>") == "/a@1\n");
    CHECK(told("<?xml version='1.0'?>\n<!-- > -->\n<!DOCTYPE a [\n<!ELEMENT a (b*)>\n"
               "<!ATTLIST a x CDATA #REQUIRED y CDATA 'no'>\n] >\n<a/>") == "/a@7\n");
    CHECK(told("<!DOCTYPE a PUBLIC \"-//>[//\" 'b>.dtd' [<!-- ]> <!ENTITY -->]\n>\n<a/>") == "/a@3\n");
    CHECK(told("<!DOCTYPE a [ [x] ]><a/>") == "/a@1\n");
}

TEST_CASE("a document type in which an app forgot a bracket is passed over") {
    CHECK(told("<!DOCTYPE HealthData [\n<!ATTLIST VisionPrescription\n  type CDATA #REQUIRED\n"
               "<!ELEMENT RightEye EMPTY>\n  device CDATA #IMPLIED\n>\n]>\n<HealthData/>") == "/HealthData@8\n");
}

TEST_CASE("a document type of any length up to one megabyte is passed over") {
    const std::string element = "<!ELEMENT a (b*)>\n";
    for (const std::size_t count : {1U, 3'640U, 3'641U, 3'642U, 50'000U}) {
        std::string type = "<!DOCTYPE a [\n";
        for (std::size_t i = 0; i < count; ++i) type += element;
        CHECK(told(type + "]><a/>") == "/a@" + std::to_string(count + 2) + '\n');
    }
    refuses("<!DOCTYPE a [" + std::string(1'200'000, ' ') + "]><a/>", "The document type at its beginning");
}

TEST_CASE("a document type is passed over wherever the first piece of the file ends") {
    const std::string type = "<!DOCTYPE a [<!ELEMENT a (b*)><!-- x -->] >";
    for (std::size_t before = 64 * 1024 - type.size() - 4; before < 64 * 1024 + 4; ++before) {
        const std::string comment = "<!--" + std::string(before - 7, '\n') + "-->";
        CAPTURE(before);
        CHECK(told(comment + type + "<a/>") == "/a@" + std::to_string(before - 6) + '\n');
    }
}

TEST_CASE("a file that declares entities is refused, whatever they are for") {
    const char* says = "It declares entities, which no watch or app does.";
    refuses("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", says);
    refuses("<!DOCTYPE a [<!ENTITY % b 'c'> %b;]><a/>", says);
    refuses("<?xml version='1.0'?>\n<!DOCTYPE lolz [<!ENTITY lol 'lol'><!ENTITY lol1 '&lol;&lol;&lol;&lol;&lol;'>"
            "<!ENTITY lol2 '&lol1;&lol1;&lol1;&lol1;&lol1;'>]><t>&lol2;</t>",
            says);
    refuses("<!DOCTYPE a [<!ENTITY b '" + std::string(50'000, 'b') + "'>]><t>&b;&b;&b;&b;&b;&b;&b;&b;</t>", says);
    refuses("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><t>&b;</t>", says);
    refuses("<!DOCTYPE a [<!ATTLIST a b CDATA #REQUIRED>" + std::string(100'000, ' ') + "<!ENTITY b 'c'>]><a/>", says);
}

TEST_CASE("an entity that nothing declares is no text") {
    refuses("<t>&b;</t>", "undefined entity");
    refuses("<!DOCTYPE t SYSTEM 'file:///etc/passwd'><t>&b;</t>", "undefined entity");
}

TEST_CASE("a document type that could not be passed over is refused") {
    const char* says = "The document type at its beginning cannot be passed over";
    refuses("<!DOCTYPE a><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", says);
    refuses(in_utf16("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", true), says);
    refuses("<!DOCTYPE a [<!ATTLIST a b CDATA 'c'> <a/>", says);
}

TEST_CASE("what is not well-formed is told with its line and column") {
    refuses("<a>\n <b></a>", "It is broken on line 2, column 7: mismatched tag.");
    refuses("<a x='1' x='2'/>", "duplicate attribute");
    refuses("<a/><a/>", "junk after document element");
    refuses("a,b,c", "broken on line 1, column 1");
    refuses("<a x=1/>", "broken on line 1, column 6");
}

TEST_CASE("a file that ends too early is refused wherever it ends") {
    const std::string file = "<?xml version='1.0'?>\n<!-- x -->\n<a b='c'>\n<t>one<![CDATA[two]]></t>\xC3\xA9\n</a>";
    CHECK(told(file).size() > 10);
    for (std::size_t size = 1; size < file.size(); ++size) {
        CAPTURE(size);
        CHECK_THROWS_AS(told(file.substr(0, size)), BadFile);
    }
    refuses(file.substr(0, 50), "It ends in the middle, on line 4.");
    refuses(in_utf16("<a>\n<b>", true), "It ends in the middle, on line 2.");
}

TEST_CASE("an empty file is told to be empty") {
    refuses("", "The file is empty.");
    refuses(" \n\t\r\n", "The file is empty.");
    refuses("\xEF\xBB\xBF", "The file is empty.");
}

} // namespace runlog::formats
