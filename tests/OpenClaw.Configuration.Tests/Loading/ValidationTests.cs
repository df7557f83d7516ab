using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Tests.Loading;

public sealed class ValidationTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("{gateway: {port: 'x'}}", "gateway.port", "must be a whole number from 1 to 65535, not a string")]
    [InlineData("{gateway: {port: 70000}}", "gateway.port", "must be a whole number from 1 to 65535, not 70000")]
    [InlineData("{gateway: {port: 1.5}}", "gateway.port", "must be a whole number from 1 to 65535, not 1.5")]
    [InlineData("{gateway: {port: NaN}}", "gateway.port", "must be a whole number from 1 to 65535, not NaN")]
    [InlineData("{gateway: {bind: 'everywhere'}}", "gateway.bind", "must be one of loopback, lan, tailnet, auto, custom, not \"everywhere\"")]
    [InlineData("{gateway: {mode: true}}", "gateway.mode", "must be one of local, remote, not a boolean")]
    [InlineData("{gateway: {auth: {mode: 'tokens'}}}", "gateway.auth.mode", "must be one of none, token, password, trusted-proxy, not \"tokens\"")]
    [InlineData("{gateway: {auth: {token: 5}}}", "gateway.auth.token", "must be a string, not a number")]
    [InlineData("{gateway: {auth: []}}", "gateway.auth", "must be an object, not an array")]
    [InlineData("{gateway: 5}", "gateway", "must be an object, not a number")]
    [InlineData("{gateway: {trustedProxies: ['nowhere']}}", "gateway.trustedProxies", "\"nowhere\" is not an IP address")]
    [InlineData("{gateway: {controlUi: {allowedOrigins: 'x'}}}", "gateway.controlUi.allowedOrigins", "must be a list of strings, not a string")]
    [InlineData("[]", "", "a configuration is an object, not an array")]
    public void A_bad_gateway_value_is_fatal(string config, string path, string message)
    {
        var loaded = _home.Config("\n" + config).Load();
        var issue = Assert.Single(loaded.FatalIssues);
        Assert.Equal((path, message, 2), (issue.Path, issue.Message, issue.Line));
        Assert.Equal($"{loaded.Path}:2: {(path.Length == 0 ? "" : path + ": ")}{message}. {issue.Remedy}", issue.ToString());
        Assert.NotEmpty(issue.Remedy);
    }

    [Fact]
    public void A_file_that_is_no_JSON5_is_fatal_with_line_and_column()
    {
        var issue = Assert.Single(_home.Config("{\n  gateway: {port: }\n}").Load().FatalIssues);
        Assert.Equal((2, 19), (issue.Line, issue.Column));
    }

    [Fact]
    public void Unknown_keys_are_reported_kept_and_never_fatal()
    {
        var loaded = _home.Config("{gateway: {prot: 1, token: 'x'}, channels: {telegram: {anything: 1}}, whatever: {a: 1}, $schema: 's'}").Load();
        Assert.True(loaded.IsUsable);
        Assert.Equal(["gateway.prot", "gateway.token", "whatever"], loaded.Issues.Select(issue => issue.Path));
        Assert.Equal("Did you mean gateway.port?", loaded.Issues[0].Remedy);
        Assert.Equal("The token is gateway.auth.token", loaded.Issues[1].Remedy);
        Assert.NotNull(((Configuration.Reading.ObjectNode)loaded.Document!)["whatever"]);
    }

    [Fact]
    public void Headers_whose_names_differ_in_case_alone_are_one_header_and_the_last_counts()
    {
        var loaded = _home.Config("""
            { models: { providers: { p: { baseUrl: "http://127.0.0.1:1/v1", headers: { "X-Key": "first", "x-key": "second" } } } },
              diagnostics: { otel: { headers: { "Api-Key": "first", "api-key": "second" } } } }
            """).Load();
        Assert.True(loaded.IsUsable);
        Assert.Equal("second", Assert.Single(loaded.Value.Models.Providers["p"].Headers).Value.Reveal());
        Assert.Equal("second", Assert.Single(loaded.Value.Diagnostics.Otel.Headers).Value.Reveal());
    }

    [Theory]
    [InlineData("profile: '${UNSET_HERE}'")]
    [InlineData("deny: '${UNSET_HERE}'")]
    public void What_restricts_tools_and_names_a_variable_that_is_not_set_denies_them_all(string restriction) =>
        Assert.Equal("*", Assert.Single(_home.Config($"{{ tools: {{ {restriction} }} }}").Load().Value.Tools.Deny));

    [Fact]
    public void How_commands_run_is_not_widened_by_a_variable_that_is_not_set() =>
        Assert.Equal(ExecSecurityMode.Deny, _home.Config("{ tools: { exec: { security: '${UNSET_HERE}' } } }").Load().Value.Tools.Exec.Security);

    [Fact]
    public void A_bad_provider_is_left_out_and_the_others_work()
    {
        var loaded = _home.Config("""
            { models: { providers: {
                good: { baseUrl: "http://127.0.0.1:1/v1", apiKey: "k", models: [{ id: "m" }, { name: "no id" }] },
                bad: { baseUrl: "ftp://x" },
                worse: 7 } } }
            """).Load();
        Assert.True(loaded.IsUsable);
        Assert.Equal(["good"], loaded.Value.Models.Providers.Keys);
        Assert.Equal("m", Assert.Single(loaded.Value.Models.Providers["good"].Models).Name);
        Assert.Equal(
            ["models.providers.good.models[1].id", "models.providers.bad.baseUrl", "models.providers.worse"],
            loaded.Issues.Where(issue => issue.Severity == IssueSeverity.Error).Select(issue => issue.Path));
    }

    [Fact]
    public void A_bad_agent_is_left_out_and_there_is_always_one_default()
    {
        var loaded = _home.Config("{agents: {list: [{id: 'A'}, {id: 'b', default: true, model: {primary: 'p/m', fallbacks: ['p/n']}}, {name: 'x'}, {id: 'a'}, {id: 'c d'}, {id: 'e', default: true}]}}").Load();
        Assert.Equal(["a", "b", "e"], loaded.Value.Agents.List.Select(agent => agent.Id));
        Assert.Equal("b", Assert.Single(loaded.Value.Agents.List, agent => agent.Default).Id);
        Assert.Equal("p/m", loaded.Value.Agents.Default.Model!.Primary);
        Assert.Equal(["agents.list[2].id", "agents.list[3].id", "agents.list[4].id"], loaded.Issues.Select(issue => issue.Path));
    }

    [Fact]
    public void A_key_that_stands_twice_is_told_with_both_lines()
    {
        var loaded = _home.Config("{\n  gateway: {\n    port: 1111,\n    port: 2222,\n  },\n  'gateway': { port: 3333 },\n}").Load();
        Assert.Equal(3333, loaded.Value.Gateway.Port);
        Assert.Equal([("gateway", 6, IssueSeverity.Warning)], loaded.Issues.Select(issue => (issue.Path, issue.Line, issue.Severity)));
        Assert.Contains("this key is also in line 2, which does not count. Remove one of the two, line 2 or 6", loaded.Issues[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_further_time_a_key_stands_is_told_and_included_files_may_repeat_keys()
    {
        _home.Write(".openclaw/more.json5", "{port: 4444, port: 5555, port: 6666}");
        var loaded = _home.Config("{gateway: {$include: './more.json5', port: 7777}}").Load();
        Assert.Equal(7777, loaded.Value.Gateway.Port);
        Assert.Equal(["gateway.$include.port", "gateway.$include.port"], loaded.Issues.Select(issue => issue.Path));
    }

    [Fact]
    public void Agents_stand_under_their_ids_as_well_as_in_a_list()
    {
        var loaded = _home.Config("{agents: {ownership: 'explicit', entries: {Main: {default: true, model: 'p/m'}, quick: {}, 'c d': {}, bad: 1}, list: [{id: 'quick', name: 'x'}, {id: 'old'}]}}").Load();
        Assert.Equal(["main", "quick", "old"], loaded.Value.Agents.List.Select(agent => agent.Id));
        Assert.Equal("p/m", loaded.Value.Agents.Default.Model!.Primary);
        Assert.Equal(["agents.entries[\"c d\"]", "agents.entries.bad", "agents.list[0].id"], loaded.Issues.Select(issue => issue.Path));
    }

    [Fact]
    public void What_nodes_are_asked_for_is_read_in_the_form_of_either_generation()
    {
        var loaded = _home.Config("{gateway: {nodes: {commands: {allow: ['a'], deny: ['b']}, denyCommands: ['c']}}}").Load();
        Assert.Equal("a", string.Join(' ', loaded.Value.Gateway.Nodes.AllowCommands));
        Assert.Equal("b c", string.Join(' ', loaded.Value.Gateway.Nodes.DenyCommands));
        Assert.Empty(loaded.Issues);
    }

    [Theory]
    [InlineData("mode: 'deny', security: 'full'", ExecSecurityMode.Deny, ExecAskMode.Off)]
    [InlineData("mode: 'allowlist'", ExecSecurityMode.Allowlist, ExecAskMode.Off)]
    [InlineData("mode: 'ask'", ExecSecurityMode.Allowlist, ExecAskMode.OnMiss)]
    [InlineData("mode: 'auto'", ExecSecurityMode.Allowlist, ExecAskMode.OnMiss)]
    [InlineData("mode: 'full'", ExecSecurityMode.Full, ExecAskMode.Off)]
    [InlineData("mode: 'sometimes'", ExecSecurityMode.Deny, ExecAskMode.Always)]
    [InlineData("security: 'full', ask: 'always'", ExecSecurityMode.Full, ExecAskMode.Always)]
    public void Exec_is_one_word_or_two(string exec, ExecSecurityMode security, ExecAskMode ask)
    {
        var read = _home.Config($"{{tools: {{exec: {{{exec}}}}}}}").Load().Value.Tools.Exec;
        Assert.Equal((security, ask), (read.Security!.Value, read.Ask!.Value));
    }

    [Fact]
    public void Without_a_list_there_is_the_agent_main()
    {
        Assert.Equal("main", Assert.Single(_home.Load().Value.Agents.List).Id);
        Assert.Equal(600, _home.Load().Value.Agents.Defaults.TimeoutSeconds);
        Assert.Null(_home.Load().Value.Agents.Defaults.Model.Primary);
    }

    [Theory]
    [InlineData("30m", 30 * 60)]
    [InlineData("1h", 3600)]
    [InlineData("90s", 90)]
    [InlineData("1.5h", 5400)]
    [InlineData("15", 900)]
    [InlineData("0m", null)]
    public void Heartbeat_durations_are_read(string written, int? seconds) =>
        Assert.Equal(seconds, (int?)_home.Config($"{{agents: {{defaults: {{heartbeat: {{every: '{written}'}}}}}}}}").Load().Value.Agents.Defaults.HeartbeatEvery?.TotalSeconds);

    [Fact]
    public void A_model_may_be_a_plain_reference() =>
        Assert.Equal("mock/m", _home.Config("{agents: {defaults: {model: 'mock/m'}}}").Load().Value.Agents.Defaults.Model.Primary);

    [Fact]
    public void Logging_is_read_and_a_bad_level_leaves_the_default()
    {
        var loaded = _home.Config("{logging: {level: 'debug', consoleLevel: 'loud', file: '~/x.log', redactSensitive: 'off'}}").Load();
        Assert.Equal(
            new LoggingBlock { Level = LogVerbosity.Debug, ConsoleLevel = LogVerbosity.Info, File = Path.Combine(_home.Root, "x.log"), RedactSensitive = RedactMode.Off },
            loaded.Value.Logging);
        Assert.Equal((IssueSeverity.Error, "logging.consoleLevel"), (Assert.Single(loaded.Issues).Severity, loaded.Issues[0].Path));
    }

    /// <summary>Files as the original writes and documents them must load without a word about the parts that we use.</summary>
    [Theory]
    [MemberData(nameof(OriginalFiles))]
    public void The_originals_own_files_load(string name)
    {
        var loaded = _home.Config(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", name))).Load();
        Assert.True(loaded.IsUsable, string.Join('\n', loaded.Issues));
        Assert.Empty(loaded.Issues);
        Assert.True(loaded.Value.Models.Providers.TryGetValue("mock", out var provider));
        Assert.Equal(("openai-completions", 120_000, 8192), (provider.Api, provider.Models[0].ContextWindow, provider.Models[0].MaxTokens));
        Assert.Equal("mock/mock-model", loaded.Value.Agents.Defaults.Model.Primary);
    }

    public static TheoryData<string> OriginalFiles => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "original-*").Select(path => Path.GetFileName(path)!)];

    [Fact]
    public void Five_hundred_mutated_files_never_throw()
    {
        var original = File.ReadAllText(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "original-*")[0]);
        var random = new Random(11);
        string[] splices = ["null", "{}", "[]", "-1", "\"\"", "true", "1e999", "'${X}'", ",", "}", "{$include: 'x'}", "\\"];
        for (var round = 0; round < 500; round++)
        {
            var at = random.Next(original.Length);
            var end = Math.Min(original.Length, at + random.Next(12));
            var loaded = _home.Config(original[..at] + splices[random.Next(splices.Length)] + original[end..]).Load();
            Assert.InRange(loaded.Value.Gateway.Port, 1, 65535);
            Assert.All(loaded.Issues, issue => Assert.NotEmpty(issue.ToString()));
        }
    }
}
