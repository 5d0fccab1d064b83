"""A browser without a network, and what it says of one page."""

import json
import pathlib
import sys

sys.path.append("/usr/lib/python3/dist-packages")
try:
    from selenium import webdriver
    from selenium.common.exceptions import NoAlertPresentException
    from selenium.webdriver.chrome.service import Service
except ImportError:
    webdriver = None

CHROMIUM, DRIVER = "/usr/bin/chromium", "/usr/bin/chromedriver"
PATIENCE = 120  # seconds for one answer


def is_there():
    return webdriver is not None and all(pathlib.Path(path).exists() for path in (CHROMIUM, DRIVER))


class Browser:
    """One headless Chromium; to be used in a `with`, which ends it."""

    def __init__(self, folder):
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync",
                     "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}"):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(service=Service(DRIVER), options=options)
        self.driver.set_page_load_timeout(PATIENCE)
        self.driver.set_script_timeout(PATIENCE)
        self.command("Network.enable")
        self.command("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0,
                     uploadThroughput=0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def command(self, name, **words):
        return self.driver.execute_cdp_cmd(name, words)

    def look(self, path, width, height, media="screen", scheme="light"):
        """Loads a file as such a screen, or such paper, shows it."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                     mobile=width < 500)
        self.command("Emulation.setEmulatedMedia", media=media,
                     features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.asked(), self.complaints()
        self.driver.get(path.as_uri())

    def value(self, expression):
        """What an expression is in the page, promises kept; the page's own policy does not bind it."""
        answer = self.command("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise SystemExit(f"the browser cannot say {expression[:80]}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def asked(self):
        """The addresses that were asked for since this was last said."""
        messages = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        return [message["params"]["request"]["url"] for message in messages
                if message["method"] == "Network.requestWillBeSent"]

    def complaints(self):
        """What stands in the console since this was last said."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def has_alert(self):
        try:
            self.driver.switch_to.alert.dismiss()
        except NoAlertPresentException:
            return False
        return True

    def violations(self, axe):
        """What axe-core finds in the page as it stands, and how many of its rules had something to look at."""
        self.value(axe + "; null")
        found = self.value("""axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(said => ({
            passes: said.passes.map(rule => rule.id),
            violations: said.violations.map(rule => rule.id + ': ' + rule.help + ' in ' +
                rule.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + node.failureSummary).join(' | '))}))""")
        return found["violations"], found["passes"]
