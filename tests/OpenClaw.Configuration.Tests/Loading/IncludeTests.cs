using System.Text;
using System.Text.Json;

namespace OpenClaw.Configuration.Tests.Loading;

public sealed class IncludeTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_list_merges_in_order_and_the_keys_beside_it_override()
    {
        _home.Write(".openclaw/a.json", "{port: 1, controlUi: {allowedOrigins: ['a']}, bind: 'lan'}")
            .Write(".openclaw/sub/b.json5", "{port: 2, controlUi: {allowedOrigins: ['b']}}")
            .Config("{gateway: {$include: ['./a.json', './sub/b.json5'], bind: 'loopback'}}");
        Assert.Equal("""{"gateway":{"port":2,"controlUi":{"allowedOrigins":["a","b"]},"bind":"loopback"}}""", Document());
    }

    [Fact]
    public void Includes_nest_relative_to_the_including_file_and_may_hold_any_value()
    {
        _home.Write(".openclaw/sub/list.json", "[{id: 'x'}, {$include: 'y.json'}]").Write(".openclaw/sub/y.json", "{id: 'y'}")
            .Config("{agents: {list: {$include: 'sub/list.json'}}}");
        Assert.Equal(["x", "y"], _home.Load().Value.Agents.List.Select(agent => agent.Id));
    }

    [Fact]
    public void A_circle_is_reported_with_its_chain()
    {
        _home.Write(".openclaw/a.json", "{$include: 'b.json'}").Write(".openclaw/b.json", "{$include: 'a.json'}").Config("{\n  gateway: {$include: 'a.json'}}");
        var issue = Assert.Single(_home.Load().FatalIssues);
        Assert.Matches(@"openclaw\.json -> .*a\.json -> .*b\.json -> .*a\.json", issue.Message);
    }

    [Fact]
    public void Lists_of_includes_do_not_multiply_without_end()
    {
        for (var level = 1; level <= 9; level++)
        {
            _home.Write($".openclaw/{level}.json", $"{{$include: [{string.Join(',', Enumerable.Repeat($"'{level + 1}.json'", 10))}]}}");
        }

        _home.Write(".openclaw/10.json", "{port: 5}").Config("{gateway: {$include: '1.json'}}");
        Assert.Contains("more than 1000 files", Assert.Single(_home.Load().FatalIssues).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_could_not_be_read_back_as_a_file_is_refused()
    {
        var text = $"{{gateway: {{port: 5}}, /* {new string('x', 2 * 1024 * 1024)} */}}";
        Assert.Contains("larger than 2097152 bytes", Assert.Single(ConfigurationLoader.Load(_home.Config("{}").Sources(), text).FatalIssues).Message, StringComparison.Ordinal);
        Assert.Contains("larger than 2097152 bytes", Assert.Single(_home.Config(text).Load().FatalIssues).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_levels_are_read_and_eleven_are_not()
    {
        for (var level = 1; level <= 10; level++)
        {
            _home.Write($".openclaw/{level}.json", level == 10 ? "{port: 5}" : $"{{$include: '{level + 1}.json'}}");
        }

        Assert.Equal(5, _home.Config("{gateway: {$include: '1.json'}}").Load().Value.Gateway.Port);
        _home.Write(".openclaw/10.json", "{$include: '11.json'}").Write(".openclaw/11.json", "{port: 5}");
        Assert.Contains("nest more than 10 deep", Assert.Single(_home.Load().FatalIssues).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_outside_the_directory_is_refused_unless_its_root_is_named()
    {
        _home.Write("outside/a.json", "{port: 6}").Config("{gateway: {$include: '../outside/a.json'}}");
        Assert.Contains("outside the configuration's directory", Assert.Single(_home.Load().FatalIssues).Message, StringComparison.Ordinal);
        Assert.Equal(6, _home.Set("OPENCLAW_INCLUDE_ROOTS", "~/outside").Load().Value.Gateway.Port);
    }

    [Fact]
    public void A_symbolic_link_does_not_lead_outside()
    {
        _home.Write("outside/a.json", "{port: 6}").Config("{gateway: {$include: 'link/a.json'}}");
        Directory.CreateSymbolicLink(Path.Combine(_home.State, "link"), Path.Combine(_home.Root, "outside"));
        Assert.Contains("outside the configuration's directory", Assert.Single(_home.Load().FatalIssues).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{gateway: {$include: 5}}", "must be a file name", 1)]
    [InlineData("{gateway: {\n$include: ''}}", "must be a file name", 2)]
    [InlineData("{gateway: {\n\n$include: 'missing.json'}}", "cannot read", 3)]
    [InlineData("{gateway: {$include: 'list.json', port: 1}}", "need the included file to hold an object", 1)]
    [InlineData("{gateway: {$include: 'bad.json'}}", "not valid JSON5", 2)]
    [InlineData("{gateway: {$include: 'binary.json'}}", "is not UTF-8 text", 1)]
    public void A_bad_include_is_fatal_and_named_with_its_place(string config, string message, int line)
    {
        _home.Write(".openclaw/list.json", "[]").Write(".openclaw/bad.json", "{\n  a:").Config(config);
        File.WriteAllBytes(Path.Combine(_home.State, "binary.json"), [0x22, 0xFF, 0xFE, 0x22]);
        var issue = Assert.Single(_home.Load().FatalIssues);
        Assert.Contains(message, issue.Message, StringComparison.Ordinal);
        Assert.Equal(line, issue.Line);
    }

    private string Document()
    {
        var loaded = _home.Load();
        Assert.Empty(loaded.FatalIssues);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            loaded.Document!.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
