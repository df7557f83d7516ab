using System.Text;
using System.Text.Json;
using OpenClaw.Protocol.Events;
using OpenClaw.Protocol.Frames;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Tests.Frames;

/// <summary>The frames of <c>protocol/examples</c>, which client authors test against as well.</summary>
public sealed class ExamplesTests
{
    private static readonly string s_folder = Path.Combine(Repository.ProtocolFolder, "examples");

    public static TheoryData<string> Good() => [.. Directory.EnumerateFiles(Path.Combine(s_folder, "good"), "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    public static TheoryData<string, string, string, string> Bad()
    {
        var data = new TheoryData<string, string, string, string>();
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_folder, "bad", "expected.json")));
        foreach (var bad in expected.RootElement.EnumerateArray())
        {
            data.Add(Text(bad, "frame"), Text(bad, "kind"), Text(bad, "id"), Text(bad, "text"));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Good_frame_conforms_to_its_schemas(string name)
    {
        var bytes = File.ReadAllBytes(Path.Combine(s_folder, "good", name + ".json"));
        using var frame = JsonDocument.Parse(bytes);
        var root = frame.RootElement;
        var type = Text(root, "type");
        Assert.Null(SchemaCatalogue.Get(type switch { "req" => "frames/request-frame", "res" => "frames/response-frame", _ => "frames/event-frame" }).Validate(bytes));

        // Names are <step>-<kind>.<method or event>[.<variant>].
        var subject = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        switch (type)
        {
            case "req":
                Assert.Null(FrameReader.Read(bytes, out var request));
                Assert.NotNull(request.Method);
                Assert.Equal(request.MethodName == "connect" ? "connect" : subject, subject.StartsWith("connect", StringComparison.Ordinal) ? "connect" : request.MethodName);
                Assert.Null(request.Method.ValidateParams(request.Params(bytes.AsSpan())));
                break;
            case "event":
                Assert.True(EventTable.TryGet(Text(root, "event"), out var @event));
                Assert.StartsWith(@event.Name, subject, StringComparison.Ordinal);
                Assert.Null(@event.PayloadSchema.Validate(Raw(root, "payload")));
                Assert.Equal(@event.Targeted, !root.TryGetProperty("seq", out _));
                break;
            case "res" when root.GetProperty("ok").GetBoolean():
                var method = MethodTable.All.Where(method => subject == "hello-ok" ? method.IsHandshake : subject == method.Name || subject.StartsWith(method.Name + ".", StringComparison.Ordinal))
                    .OrderByDescending(method => method.Name.Length).First();
                Assert.Null(method.ResultSchema.Validate(Raw(root, "payload")));
                break;
            default:
                Assert.StartsWith("error.", subject, StringComparison.Ordinal);
                break;
        }
    }

    [Theory]
    [Trait("Statement", "VAL-02")]
    [MemberData(nameof(Bad))]
    public void Bad_frame_is_refused_in_these_words(string name, string kind, string id, string text)
    {
        var bytes = File.ReadAllBytes(Path.Combine(s_folder, "bad", name));
        var fault = FrameReader.Read(bytes, out var request);
        if (kind == "invalidParams")
        {
            Assert.Null(fault);
            Assert.Equal(id, request.Id);
            Assert.Equal(text, request.Method!.InvalidParamsText(request.Method.ValidateParams(request.Params(bytes.AsSpan()))!));
            return;
        }

        Assert.Equal(new FrameFault(Enum.Parse<FrameFaultKind>(kind, ignoreCase: true), text, id), fault);
    }

    [Fact]
    public void Every_bad_frame_says_what_is_expected_of_it()
    {
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(s_folder, "bad", "expected.json")));
        Assert.Equal(
            Directory.EnumerateFiles(Path.Combine(s_folder, "bad"), "*.bytes").Select(Path.GetFileName).Order(),
            expected.RootElement.EnumerateArray().Select(bad => Text(bad, "frame")).Order());
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static byte[] Raw(JsonElement element, string name) => Encoding.UTF8.GetBytes(element.GetProperty(name).GetRawText());
}
