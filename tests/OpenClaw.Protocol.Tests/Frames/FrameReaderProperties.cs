using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Protocol.Frames;
using OpenClaw.Protocol.Methods;
using OpenClaw.Protocol.Validation;

namespace OpenClaw.Protocol.Tests.Frames;

/// <summary>Whatever the bytes are, the reader answers, and it calls JSON what System.Text.Json calls JSON.</summary>
public sealed class FrameReaderProperties
{
    private static readonly string[] s_frames =
    [
        """{"type":"req","id":"r1","method":"connect","params":{"minProtocol":3,"maxProtocol":4,"client":{"id":"cli","version":"1","platform":"linux","mode":"cli"},"caps":[],"scopes":["operator.read"]}}""",
        """{"type":"req","id":"r2","method":"chat.send","params":{"sessionKey":"main","message":"h\u00e9 \ud83d\ude80 日本","idempotencyKey":"k"}}""",
        """{"type":"req","id":"r3","method":"health"}""",
        """{"type":"event","event":"tick","payload":{"ts":1},"seq":3}""",
        """[[[{"a":[1,2.5e-3,true,null,"\n"]}]]]""",
    ];

    private static readonly Gen<byte[]> s_mutated =
        from frame in Gen.Elements(s_frames.Select(Encoding.UTF8.GetBytes))
        from edits in Gen.ListOf(
            from at in Gen.Choose(0, 400)
            from kind in Gen.Choose(0, 3)
            from value in Gen.Elements("\"\\{}[]:,0e-+.truenull \t\u007f"u8.ToArray().Append((byte)0).Append((byte)0xC3).Append((byte)0xED).ToArray())
            select (at, kind, value))
        select Edit(frame, edits);

    [Fact]
    [Trait("Statement", "VAL-02")]
    public void Changed_frames_are_malformed_exactly_when_they_are_not_json() =>
        Prop.ForAll(s_mutated.ToArbitrary(), Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    [Trait("Statement", "VAL-02")]
    public void Random_bytes_are_malformed_exactly_when_they_are_not_json() =>
        Prop.ForAll(ArbMap.Default.GeneratorFor<byte[]>().ToArbitrary(), Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void Reader_and_frame_schema_agree_on_what_a_request_is() =>
        Prop.ForAll(s_mutated.ToArbitrary(), bytes =>
        {
            var schema = SchemaCatalogue.Get("frames/request-frame").Validate(bytes);
            var fault = FrameReader.Read(bytes, out _);
            return fault is null == schema is null || fault!.Kind == FrameFaultKind.Malformed;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    [Fact]
    public void Params_of_any_bytes_are_checked_without_an_exception() =>
        Prop.ForAll(s_mutated.ToArbitrary(), Gen.Elements(MethodTable.All.ToArray()).ToArbitrary(), (bytes, method) =>
        {
            var error = method.ValidateParams(bytes);
            return error is null || error.Text.Length > 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    private static bool Agrees(byte[] bytes)
    {
        var repaired = bytes.ToArray();
        var fault = FrameReader.ReadInPlace(repaired, out var request);
        if (fault is null && repaired.AsSpan(request.ParamsStart, request.ParamsLength) is { Length: > 0 } parameters)
        {
            JsonDocument.Parse(parameters.ToArray()).Dispose();
        }

        return IsJson(repaired) == (fault?.Kind != FrameFaultKind.Malformed);
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            // A strict decoder first: JsonDocument looks at UTF-8 only when text is asked for.
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 64 });
            return true;
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException)
        {
            return false;
        }
    }

    private static byte[] Edit(byte[] frame, IEnumerable<(int At, int Kind, byte Value)> edits)
    {
        var bytes = frame.ToList();
        foreach (var (at, kind, value) in edits.Take(4))
        {
            var index = at % Math.Max(1, bytes.Count);
            switch (kind)
            {
                case 0 when bytes.Count > 0:
                    bytes[index] = value;
                    break;
                case 1 when bytes.Count > 0:
                    bytes.RemoveAt(index);
                    break;
                case 2:
                    bytes.Insert(index, value);
                    break;
                default:
                    bytes.RemoveRange(index, Math.Min(bytes.Count - index, value % 16));
                    break;
            }
        }

        return [.. bytes];
    }
}
