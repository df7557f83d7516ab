using System.Text;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Protocol.Tests.Methods;

public sealed class MethodTableTests
{
    /// <summary>Methods that an operator may call without any scope, each for a reason.</summary>
    private static readonly Dictionary<string, string> s_withoutScope = new()
    {
        ["connect"] = "the handshake grants the scopes",
        ["health"] = "must work for an operator whose scopes were cleared",
    };

    [Fact]
    public void Every_method_has_a_role_and_every_operator_method_a_scope()
    {
        foreach (var method in MethodTable.All)
        {
            Assert.NotEqual(MethodRoles.None, method.Roles);
            if (method.Roles.HasFlag(MethodRoles.Operator) && !s_withoutScope.ContainsKey(method.Name))
            {
                Assert.Matches(@"^operator\.[a-z]+$", method.Scope);
            }
        }
    }

    [Fact]
    public void Methods_with_an_idempotency_key_are_the_idempotent_ones()
    {
        foreach (var method in MethodTable.All.Where(method => method.Idempotent))
        {
            Assert.Contains("must have required property", method.ParamsSchema.Validate("{}"u8)!.Text, StringComparison.Ordinal);
            Assert.Contains(Repository.Definition.Schemas[$"methods/{method.Name}.params"].Properties, property => property is { Name: "idempotencyKey", Required: true });
        }
    }

    [Fact]
    public void Every_method_and_event_is_found_by_its_name_and_only_by_it()
    {
        foreach (var method in MethodTable.All)
        {
            Assert.True(MethodTable.TryGet(method.Name, out var byText) && ReferenceEquals(method, byText));
            Assert.True(MethodTable.TryGet(Encoding.UTF8.GetBytes(method.Name), out var byBytes) && ReferenceEquals(method, byBytes));
            Assert.False(MethodTable.TryGet(method.Name + "x", out _));
            Assert.False(MethodTable.TryGet(method.Name.ToUpperInvariant(), out _));
        }

        Assert.False(MethodTable.TryGet("", out _));
        Assert.False(MethodTable.TryGet(new string('a', 5000), out _));
        foreach (var @event in EventTable.All)
        {
            Assert.True(EventTable.TryGet(@event.Name, out var found) && ReferenceEquals(@event, found));
        }
    }

    [Fact]
    public void Every_schema_compiles()
    {
        foreach (var method in MethodTable.All)
        {
            Assert.NotNull(method.ParamsSchema);
            Assert.NotNull(method.ResultSchema);
        }

        Assert.All(EventTable.All, @event => Assert.NotNull(@event.PayloadSchema));
    }

    [Theory]
    [InlineData("health", "")]
    [InlineData("health", "null")]
    [InlineData("health", "{}")]
    [InlineData("system-presence", "")]
    public void Absent_and_null_params_count_as_empty(string name, string parameters)
    {
        Assert.True(MethodTable.TryGet(name, out var method));
        Assert.Null(method.ValidateParams(Encoding.UTF8.GetBytes(parameters)));
    }

    [Fact]
    public void Unknown_keys_are_let_through_at_the_top_only_when_asked_for()
    {
        Assert.True(MethodTable.TryGet("agent", out var method));
        var newer = """{"message":"hi","idempotencyKey":"k","fromTheFuture":1}"""u8;
        Assert.Equal("at root: unexpected property 'fromTheFuture'", method.ValidateParams(newer)!.Text);
        Assert.Null(method.ValidateParams(newer, ignoreUnknown: true));
        var nested = """{"message":"hi","idempotencyKey":"k","inputProvenance":{"kind":"external_user","fromTheFuture":1}}"""u8;
        Assert.Equal("at /inputProvenance: unexpected property 'fromTheFuture'", method.ValidateParams(nested, ignoreUnknown: true)!.Text);
    }
}
