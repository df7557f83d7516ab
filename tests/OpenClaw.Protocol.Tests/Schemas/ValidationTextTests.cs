using System.Text;
using OpenClaw.Protocol.Methods;

namespace OpenClaw.Protocol.Tests.Schemas;

/// <summary>The words of a refusal, as clients of the original know them.</summary>
public sealed class ValidationTextTests
{
    private const string Client = "\"client\":{\"id\":\"cli\",\"version\":\"1\",\"platform\":\"l\",\"mode\":\"cli\"}";

    [Theory]
    [Trait("Statement", "VAL-01")]
    [InlineData("connect", "", "must be object")]
    [InlineData("connect", "null", "must be object")]
    [InlineData("connect", "{}", "must have required property 'minProtocol'")]
    [InlineData("connect", """{"minProtocol":4,"maxProtocol":4,"client":{}}""", "at /client: must have required property 'id'")]
    [InlineData("connect", """{"minProtocol":"a","maxProtocol":4,"client":{"id":"x","platform":"l","mode":"y"},"x":1,"y":2}""",
        "at root: unexpected property 'x'; at /minProtocol: must be integer; at /client: must have required property 'version'; at /client/id: must be equal to one of the allowed values; at /client/mode: must be equal to one of the allowed values")]
    [InlineData("connect", """{"minProtocol":0,"maxProtocol":1.5,""" + Client + "}", "at /minProtocol: must be >= 1; at /maxProtocol: must be integer")]
    [InlineData("connect", """{"minProtocol":4,"maxProtocol":4,""" + Client + ""","scopes":"a","permissions":{"a/b":1}}""", "at /permissions/a/b: must be boolean; at /scopes: must be array")]
    [InlineData("connect", """{"minProtocol":4,"maxProtocol":4,""" + Client + ""","scopes":[1,1,1,1,1,1,1,1,1,1]}""",
        "at /scopes/0: must be string; at /scopes/1: must be string; at /scopes/2: must be string; at /scopes/3: must be string; at /scopes/4: must be string; at /scopes/5: must be string; at /scopes/6: must be string; at /scopes/7: must be string")]
    [InlineData("connect", """{"minProtocol":4,"maxProtocol":4,""" + Client + ""","auth":null}""", "at /auth: must be object")]
    [InlineData("sessions.list", """{"noSuchParam":1}""", "at root: unexpected property 'noSuchParam'")]
    [InlineData("system-event", "{}", "must have required property 'text'")]
    [InlineData("agent", """{"message":1}""", "must have required property 'idempotencyKey'; at /message: must be string")]
    [InlineData("agent", """{"message":"","idempotencyKey":"a","timeout":-1}""", "at /message: must not have fewer than 1 characters; at /timeout: must be >= 0")]
    [InlineData("logs.tail", """{"limit":5001,"cursor":-1}""", "at /cursor: must be >= 0; at /limit: must be <= 5000")]
    [InlineData("sessions.preview", """{"keys":[]}""", "at /keys: must not have fewer than 1 items")]
    [InlineData("sessions.patch", """{"key":"a","label":5}""", "at /label: must be string; at /label: must be null; at /label: must match a schema in anyOf")]
    [InlineData("chat.send", """{"sessionKey":"a","message":"b","idempotencyKey":"k","attachments":[1]}""", "at /attachments/0: must be object")]
    [InlineData("logs.tail", """{"limit":1,"limit":2}""", "at root: duplicate property 'limit'")]
    [InlineData("logs.tail", """{"limit":1,"li\u006dit":2}""", "at root: duplicate property 'limit'")]
    public void Text_names_the_place_and_the_rule(string name, string parameters, string text)
    {
        Assert.True(MethodTable.TryGet(name, out var method));
        var error = method.ValidateParams(Encoding.UTF8.GetBytes(parameters));
        Assert.Equal(text, error?.Text);
        Assert.Equal($"invalid {name} params: {text}", method.InvalidParamsText(error!));
    }

    [Fact]
    public void Quoted_name_is_cut()
    {
        Assert.True(MethodTable.TryGet("health", out var method));
        var error = method.ValidateParams(Encoding.UTF8.GetBytes($$"""{"{{new string('n', 100_000)}}":1}"""));
        Assert.InRange(error!.Text.Length, 80, 160);
    }

    [Theory]
    [InlineData("{", "must be valid JSON")]
    [InlineData("{} {}", "must be valid JSON")]
    [InlineData("", "must be valid JSON")]
    [InlineData("{\"ts\":01}", "must be valid JSON")]
    public void Text_that_is_not_json_is_said_to_be_so(string json, string text)
    {
        Assert.Equal(text, Validation.SchemaCatalogue.Get("events/tick").Validate(Encoding.UTF8.GetBytes(json))!.Text);
    }

    [Fact]
    public void Nesting_is_limited()
    {
        var schema = Validation.SchemaCatalogue.Get("events/tick");
        Assert.Null(schema.Validate(Encoding.UTF8.GetBytes(Nested(60))));
        Assert.Equal(Validation.ValidationError.TooDeep, schema.Validate(Encoding.UTF8.GetBytes(Nested(100_000))));

        static string Nested(int depth) => $$"""{"ts":1,"more":{{new string('[', depth)}}{{new string(']', depth)}}}""";
    }
}
