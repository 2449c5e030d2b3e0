"""The workflows of pull requests: what they may do, what they take from where, and that what they use is pinned."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[1] / ".github" / "workflows"
NAMES = ("contracts.yml", "contracts-comment.yml")


def workflow(name):
    # YAML 1.1 reads the key `on` as a truth value; the plain loader leaves all words as they are.
    return yaml.load((FOLDER / name).read_text(), Loader=yaml.BaseLoader)


def steps(name):
    return [step for job in workflow(name)["jobs"].values() for step in job["steps"]]


def test_the_one_that_runs_the_files_of_a_pull_request_may_read_and_has_no_secret():
    compare = workflow("contracts.yml")

    assert compare["on"] == {"pull_request": ""}
    assert compare["permissions"] == {"contents": "read"}
    assert not any("permissions" in job for job in compare["jobs"].values())
    assert "{{ secrets" not in (FOLDER / "contracts.yml").read_text()
    [checkout] = [step for step in steps("contracts.yml") if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"] == {"fetch-depth": "0", "persist-credentials": "false"}


def test_the_one_that_may_write_runs_on_the_base_and_checks_nothing_out():
    comment = workflow("contracts-comment.yml")

    assert comment["on"] == {"workflow_run": {"workflows": [workflow("contracts.yml")["name"]], "types": ["completed"]}}
    assert comment["permissions"] == {}
    [job] = comment["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert job["if"] == "github.event.workflow_run.event == 'pull_request'"
    assert [step["uses"].partition("@")[0] for step in job["steps"]] == ["actions/github-script"]


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_pull_request_is_put_into_a_command(name):
    for step in steps(name):
        for script in (step.get("run", ""), step.get("with", {}).get("script", "")):
            assert "${{" not in script, script


@pytest.mark.parametrize("name", NAMES)
def test_what_is_used_is_pinned(name):
    for job in workflow(name)["jobs"].values():
        assert re.fullmatch(r"ubuntu-\d\d\.\d\d", job["runs-on"])
        assert int(job["timeout-minutes"]) <= 20
    used = [step["uses"] for step in steps(name) if "uses" in step]
    assert used
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", each) for each in used)


def test_each_pin_says_which_release_it_is_and_all_workflows_use_the_same():
    used = [
        line.partition("uses:")[2].strip() for file in FOLDER.glob("*.yml") for line in file.read_text().splitlines() if "uses:" in line
    ]

    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} +# v\d+\.\d+\.\d+", each) for each in used)
    assert len(set(used)) == len({each.partition("@")[0] for each in used})


SCRIPT = """
const context = {{ repo: {{ owner: "o", repo: "r" }}, payload: {{ workflow_run: {{ id: 7, head_sha: "abc", head_branch: "b",
  head_repository: {{ id: 5, owner: {{ login: "them" }} }} }} }} }};
const calls = [];
const core = {{ info: (text) => calls.push(["info", text]), setFailed: (text) => calls.push(["failed", text]) }};
const data = require("node:fs").readFileSync({archive!r});
const github = {{
  paginate: async (list) => list(),
  rest: {{
    pulls: {{ list: async () => ({{ data: {pulls} }}) }},
    actions: {{
      listWorkflowRunArtifacts: () => [{{ id: 1, name: "comment", size_in_bytes: data.length }}],
      downloadArtifact: async () => ({{ data }}),
    }},
    issues: {{
      listComments: () => {comments},
      updateComment: async (told) => calls.push(["update", told]),
      createComment: async (told) => calls.push(["create", told]),
    }},
  }},
}};
(async () => {{ {script} }})().then(() => console.log(JSON.stringify(calls)));
"""
PULL = '{ number: 12, head: { sha: "abc", repo: { id: 5 } } }'
OTHER = '{ number: 13, head: { sha: "def", repo: { id: 5 } } }'


@pytest.fixture
def posted(tmp_path):
    """Runs the script of the comment on an upload: what it asked of the host."""
    node = shutil.which("node")
    if node is None or shutil.which("unzip") is None:
        pytest.skip("node and unzip are not installed")

    def run(words, *, pulls=f"[{OTHER}, {PULL}]", comments="[]"):
        archive = tmp_path / "comment.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("pull-request.md", words)
        [step] = steps("contracts-comment.yml")
        script = SCRIPT.format(archive=str(archive), pulls=pulls, comments=comments, script=step["with"]["script"])
        done = subprocess.run([node, "-e", script], capture_output=True, text=True, env={**os.environ, "RUNNER_TEMP": str(tmp_path)})
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run


def test_a_comment_is_made_for_the_pull_request_whose_head_ran(posted):
    [[kind, told]] = posted("# Contracts\n")

    assert (kind, told["issue_number"]) == ("create", 12)
    assert told["body"] == "<!-- contracts -->\n# Contracts\n"


def test_the_tools_own_comment_is_updated_in_place_and_no_other(posted):
    comments = """[
      { id: 1, user: { login: "them" }, body: "<!-- contracts --> mine" },
      { id: 2, user: { login: "github-actions[bot]" }, body: "<!-- contracts -->\\nold" },
    ]"""

    [[kind, told]] = posted("new", comments=comments)

    assert (kind, told["comment_id"]) == ("update", 2)


def test_without_an_open_pull_request_nothing_is_posted(posted):
    assert [kind for kind, _ in posted("new", pulls=f"[{OTHER}]")] == ["info"]


def test_hostile_words_are_made_harmless(posted):
    [[_, told]] = posted("@everyone <img src=x> <!-- contracts --> " + "x" * 70_000)

    assert "@e" not in told["body"]
    assert told["body"].count("<") == 1
    assert len(told["body"]) <= 65_536
    assert told["body"].endswith("*The rest does not fit here.*\n")
