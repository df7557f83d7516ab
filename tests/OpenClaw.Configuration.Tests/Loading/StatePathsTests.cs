namespace OpenClaw.Configuration.Tests.Loading;

public sealed class StatePathsTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Without_variables_state_and_file_are_under_the_home_directory()
    {
        var paths = _home.Load().Paths;
        Assert.Equal(Path.Combine(_home.Root, ".openclaw"), paths.StateDirectory);
        Assert.Equal(Path.Combine(_home.Root, ".openclaw", "openclaw.json"), paths.ConfigFile);
        Assert.Equal(Path.Combine(_home.Root, ".openclaw", "workspace"), paths.DefaultWorkspace);
    }

    [Fact]
    public void The_state_variable_moves_the_file_too_and_the_config_variable_wins()
    {
        _home.Set("OPENCLAW_STATE_DIR", "~/elsewhere");
        Assert.Equal(Path.Combine(_home.Root, "elsewhere", "openclaw.json"), _home.Load().Paths.ConfigFile);
        _home.Set("OPENCLAW_CONFIG_PATH", "~/my.json");
        Assert.Equal(Path.Combine(_home.Root, "my.json"), _home.Load().Paths.ConfigFile);
        Assert.Equal(Path.Combine(_home.Root, "elsewhere"), _home.Load().Paths.StateDirectory);
    }

    [Fact]
    public void A_directory_in_the_place_of_the_file_is_refused_by_name()
    {
        _home.Write("folder/other.json", "{}").Set("OPENCLAW_CONFIG_PATH", "~/folder");
        var issue = Assert.Single(_home.Load().Issues);
        Assert.Equal(IssueSeverity.Fatal, issue.Severity);
        Assert.Equal($"{Path.Combine(_home.Root, "folder")}: this is a directory, not a configuration. Name the file in it", issue.ToString());
    }

    [Fact]
    public void The_home_variable_moves_everything_and_expands_a_tilde()
    {
        _home.Set("OPENCLAW_HOME", "~/other");
        Assert.Equal(Path.Combine(_home.Root, "other", ".openclaw", "openclaw.json"), _home.Load().Paths.ConfigFile);
        Assert.Equal(Path.Combine(_home.Root, "other", "x"), _home.Load().Paths.Expand("~/x"));
    }

    [Theory]
    [InlineData(".clawdbot", "clawdbot.json")]
    [InlineData(".moltbot", "moltbot.json")]
    [InlineData(".moldbot", "moldbot.json")]
    [InlineData(".openclaw", "moltbot.json")]
    public void Directories_and_files_of_older_names_are_used_while_the_new_ones_are_missing(string directory, string file)
    {
        var loaded = _home.Write($"{directory}/{file}", "{gateway: {port: 4711}}").Load();
        Assert.Equal(Path.Combine(_home.Root, directory, file), loaded.Path);
        Assert.Equal(4711, loaded.Value.Gateway.Port);
    }

    [Fact]
    public void The_new_names_win_where_both_exist()
    {
        _home.Write(".clawdbot/clawdbot.json", "{gateway: {port: 1}}").Write(".openclaw/clawdbot.json", "{gateway: {port: 2}}").Config("{gateway: {port: 3}}");
        Assert.Equal(3, _home.Load().Value.Gateway.Port);
    }
}
