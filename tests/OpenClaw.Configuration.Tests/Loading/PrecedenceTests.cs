using OpenClaw.Configuration.Schema;

namespace OpenClaw.Configuration.Tests.Loading;

public sealed class PrecedenceTests : IDisposable
{
    private readonly TempHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact, Trait("Statement", "RUN-13")]
    public void The_port_flag_wins_over_environment_and_file()
    {
        var loaded = _home.Config("{gateway: {port: 3}}").Set("OPENCLAW_GATEWAY_PORT", "2").Load(new GatewayFlags { Port = 1 });
        Assert.Equal((1, SettingOrigin.Flag), (loaded.Value.Gateway.Port, loaded.Origins.Port));
    }

    [Fact, Trait("Statement", "RUN-14")]
    public void The_port_variable_wins_over_the_file()
    {
        var loaded = _home.Config("{gateway: {port: 3}}").Set("OPENCLAW_GATEWAY_PORT", "2").Load();
        Assert.Equal((2, SettingOrigin.Environment), (loaded.Value.Gateway.Port, loaded.Origins.Port));
    }

    [Fact, Trait("Statement", "RUN-15")]
    public void The_port_of_the_file_wins_over_the_default()
    {
        var loaded = _home.Config("{gateway: {port: 3}}").Load();
        Assert.Equal((3, SettingOrigin.File), (loaded.Value.Gateway.Port, loaded.Origins.Port));
    }

    [Fact, Trait("Statement", "RUN-16"), Trait("Statement", "RUN-17")]
    public void Without_any_configuration_it_is_port_18789_on_loopback_with_token_auth()
    {
        var loaded = _home.Load();
        Assert.False(loaded.FileExists);
        Assert.Empty(loaded.Issues);
        Assert.Equal((18789, SettingOrigin.Default), (loaded.Value.Gateway.Port, loaded.Origins.Port));
        Assert.Equal((BindMode.Loopback, AuthMode.Token), (loaded.Value.Gateway.Bind, loaded.Value.Gateway.Auth.Mode));
        Assert.Null(loaded.Value.Gateway.Auth.Token);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("65536")]
    [InlineData("1.5")]
    public void A_port_variable_that_is_no_port_is_ignored_with_a_warning(string value)
    {
        var loaded = _home.Config("{gateway: {port: 3}}").Set("OPENCLAW_GATEWAY_PORT", value).Load();
        Assert.Equal(3, loaded.Value.Gateway.Port);
        var issue = Assert.Single(loaded.Issues);
        Assert.Equal((IssueSeverity.Warning, "OPENCLAW_GATEWAY_PORT"), (issue.Severity, issue.Path));
    }

    [Fact]
    public void The_older_prefix_of_variables_works_and_the_newer_one_wins()
    {
        _home.Set("CLAWDBOT_GATEWAY_PORT", "7");
        Assert.Equal(7, _home.Load().Value.Gateway.Port);
        Assert.Equal(8, _home.Set("OPENCLAW_GATEWAY_PORT", "8").Load().Value.Gateway.Port);
    }

    [Fact, Trait("Statement", "AUTH-02")]
    public void The_token_comes_from_the_file()
    {
        var loaded = _home.Config("{gateway: {auth: {token: 'file-token'}}}").Load();
        Assert.True(loaded.Value.Gateway.Auth.Token!.Matches("file-token"));
        Assert.Equal(AuthMode.Token, loaded.Value.Gateway.Auth.Mode);
    }

    [Fact, Trait("Statement", "AUTH-03")]
    public void The_token_variable_wins_over_the_file_and_the_flag_over_both()
    {
        _home.Config("{gateway: {auth: {token: 'file-token'}}}").Set("OPENCLAW_GATEWAY_TOKEN", "env-token");
        var loaded = _home.Load();
        Assert.True(loaded.Value.Gateway.Auth.Token!.Matches("env-token"));
        Assert.Equal(SettingOrigin.Environment, loaded.Origins.Token);
        Assert.True(_home.Load(new GatewayFlags { Token = new Secret("flag-token") }).Value.Gateway.Auth.Token!.Matches("flag-token"));
    }

    [Fact]
    public void A_blank_token_variable_counts_as_absent()
    {
        var loaded = _home.Config("{gateway: {auth: {token: 'file-token'}}}").Set("OPENCLAW_GATEWAY_TOKEN", " ").Load();
        Assert.Equal(SettingOrigin.File, loaded.Origins.Token);
    }

    [Fact, Trait("Statement", "AUTH-04")]
    public void A_password_alone_implies_password_mode()
    {
        var loaded = _home.Config("{gateway: {auth: {password: 'pw'}}}").Load();
        Assert.Equal((AuthMode.Password, SettingOrigin.Default), (loaded.Value.Gateway.Auth.Mode, loaded.Origins.AuthMode));
    }

    [Fact, Trait("Statement", "AUTH-13")]
    public void The_password_variable_implies_password_mode()
    {
        var loaded = _home.Set("OPENCLAW_GATEWAY_PASSWORD", "pw").Load();
        Assert.Equal(AuthMode.Password, loaded.Value.Gateway.Auth.Mode);
        Assert.True(loaded.Value.Gateway.Auth.Password!.Matches("pw"));
    }

    [Fact]
    public void Token_and_password_without_a_mode_is_fatal_and_with_a_mode_is_not()
    {
        var loaded = _home.Config("{gateway: {auth: {token: 't', password: 'p'}}}").Load();
        Assert.Equal("gateway.auth.mode", Assert.Single(loaded.FatalIssues).Path);
        Assert.True(_home.Config("{gateway: {auth: {mode: 'password', token: 't', password: 'p'}}}").Load().IsUsable);
        Assert.Equal(AuthMode.None, _home.Load(new GatewayFlags { AuthMode = AuthMode.None }).Value.Gateway.Auth.Mode);
    }

    [Fact]
    public void A_secret_on_the_command_line_decides_the_mode_when_nothing_else_does()
    {
        _home.Config("{gateway: {auth: {password: 'p'}}}");
        Assert.Equal(AuthMode.Token, _home.Load(new GatewayFlags { Token = new Secret("t") }).Value.Gateway.Auth.Mode);
        _home.Config("{gateway: {auth: {token: 't'}}}");
        Assert.Equal(AuthMode.Password, _home.Load(new GatewayFlags { Password = new Secret("p") }).Value.Gateway.Auth.Mode);
    }

    [Fact]
    public void The_bind_flag_wins_over_the_file()
    {
        _home.Config("{gateway: {bind: 'lan'}}");
        Assert.Equal((BindMode.Lan, SettingOrigin.File), (_home.Load().Value.Gateway.Bind, _home.Load().Origins.Bind));
        Assert.Equal(BindMode.Auto, _home.Load(new GatewayFlags { Bind = BindMode.Auto }).Value.Gateway.Bind);
    }
}
