using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Tests.Loading;

public sealed class SubstitutionTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("${NAME}", "value")]
    [InlineData("a${NAME}b${NAME}c", "avaluebvaluec")]
    [InlineData("$${NAME}", "${NAME}")]
    [InlineData("$$${NAME}", "$${NAME}")]
    [InlineData("$NAME ${name} ${1X} ${NA ME} ${} ${NAME", "$NAME ${name} ${1X} ${NA ME} ${} ${NAME")]
    [InlineData("${_X1}", "underscore")]
    [InlineData("${OUTER}", "${NAME}")]
    public void Variables_fill_strings_once(string written, string expected)
    {
        _home.Set("NAME", "value").Set("_X1", "underscore").Set("OUTER", "${NAME}").Config($"{{session: {{scope: \"{written}\"}}}}");
        var loaded = _home.Load();
        Assert.Empty(loaded.Issues);
        Assert.Equal(expected, loaded.Value.Session.Scope);
    }

    [Fact]
    public void A_missing_variable_is_a_warning_with_its_path_and_the_value_is_not_used()
    {
        var loaded = _home.Config("{\n gateway: {auth: {token: '${NOT_THERE}'}},\n models: {providers: {p: {apiKey: 'sk-${NOT_THERE}'}}}}").Load();
        Assert.Equal(["gateway.auth.token", "models.providers.p.apiKey"], loaded.Issues.Select(issue => issue.Path));
        Assert.All(loaded.Issues, issue => Assert.Equal(IssueSeverity.Warning, issue.Severity));
        Assert.Null(loaded.Value.Gateway.Auth.Token);
        Assert.Null(loaded.Value.Models.Providers["p"].ApiKey);
        Assert.Equal("NOT_THERE", loaded.Value.Models.Providers["p"].MissingApiKeyVariable);
        Assert.Equal(2, loaded.Issues[0].Line);
    }

    [Fact]
    public void The_env_block_fills_what_the_environment_lacks_and_overrides_nothing()
    {
        _home.Set("A", "process").Config("{env: {A: 'file', B: 'file', vars: {C: 'vars'}}, session: {scope: '${A} ${B} ${C}'}}");
        var loaded = _home.Load();
        Assert.Equal("process file vars", loaded.Value.Session.Scope);
        Assert.Equal("vars", loaded.Environment["C"]);
    }

    [Fact]
    public void A_token_variable_of_the_env_block_counts()
    {
        Assert.True(_home.Config("{env: {OPENCLAW_GATEWAY_TOKEN: 'from-block'}}").Load().Value.Gateway.Auth.Token!.Matches("from-block"));
    }

    [Fact]
    public void A_secret_may_be_a_reference_to_a_variable()
    {
        _home.Config("{models: {providers: {p: {apiKey: {source: 'env', provider: 'default', id: 'KEY'}}}}}");
        Assert.Equal(IssueSeverity.Warning, Assert.Single(_home.Load().Issues).Severity);
        Assert.True(_home.Set("KEY", "k").Load().Value.Models.Providers["p"].ApiKey!.Matches("k"));
    }

    [Fact]
    public void A_secret_never_prints_itself()
    {
        var secret = new Secret("hunter2-hunter2");
        Assert.Equal("[redacted]", $"{secret}");
        var options = new GatewayAuthBlock { Token = secret };
        Assert.DoesNotContain("hunter2", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", System.Text.Json.JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_matches_itself_alone()
    {
        var secret = new Secret("abc");
        Assert.True(secret.Matches("abc"));
        Assert.All(["", "ab", "abcd", "ABC", null], candidate => Assert.False(secret.Matches(candidate)));
        Assert.Equal(secret, new Secret("abc"));
    }
}
