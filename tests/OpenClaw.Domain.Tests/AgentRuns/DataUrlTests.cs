using System.Text;
using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Domain.AgentRuns;

namespace OpenClaw.Domain.Tests.AgentRuns;

public sealed class DataUrlTests
{
    [Fact]
    public void What_is_written_is_read() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static data =>
    {
        var fault = DataUrl.Read(DataUrl.Of("image/png", data), data.Length, out var type, out var read);
        return fault == DataUrlFault.None && type == "image/png" && read.Span.SequenceEqual(data);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("data:image/png;base64,YWJj", "image/png", "abc")]
    [InlineData("DATA:Image/PNG;BASE64,YWJj", "image/png", "abc")]
    [InlineData("data: text/plain ;charset=utf-8;base64,YWJj", "text/plain", "abc")]
    [InlineData("data:;base64,YWJj", "", "abc")]
    [InlineData("data:text/plain;base64,", "text/plain", "")]
    [InlineData("data:text/plain;base64, YW\r\nJj\n", "text/plain", "abc")]
    public void Reads_scheme_and_mark_in_any_case_type_without_parameters_and_wrapped_base64(string address, string type, string data)
    {
        Assert.Equal(DataUrlFault.None, DataUrl.Read(address, 3, out var readType, out var read));
        Assert.Equal((type, data), (readType, Encoding.UTF8.GetString(read.Span)));
    }

    [Theory]
    [InlineData("", DataUrlFault.NoDataUrl)]
    [InlineData("https://example.com/a.png", DataUrlFault.NoDataUrl)]
    [InlineData("data:", DataUrlFault.NotBase64)]
    [InlineData("data:image/png;base64", DataUrlFault.NotBase64)]
    [InlineData("data:text/plain,abc", DataUrlFault.NotBase64)]
    [InlineData("data:text/plain;base64;charset=utf-8,YWJj", DataUrlFault.NotBase64)]
    [InlineData("data:image/png,x;base64,YWJj", DataUrlFault.NotBase64)]
    [InlineData("data:image/png;base64,%%%", DataUrlFault.Damaged)]
    [InlineData("data:image/png;base64,YWJ", DataUrlFault.Damaged)]
    [InlineData("data:image/png;base64,YW-_", DataUrlFault.Damaged)]
    [InlineData("data:image/png;base64,YWJjZA==", DataUrlFault.TooLarge)]
    public void Says_what_is_wrong_and_gives_nothing(string address, DataUrlFault fault)
    {
        Assert.Equal(fault, DataUrl.Read(address, 3, out var type, out var data));
        Assert.Equal(("", 0), (type, data.Length));
    }

    [Theory]
    [InlineData("YWJj", DataUrlFault.None, 3)]
    [InlineData("", DataUrlFault.None, 0)]
    [InlineData("YWJ", DataUrlFault.Damaged, 0)]
    [InlineData("YWJjZA==", DataUrlFault.TooLarge, 0)]
    public void Base64_alone_is_read_by_the_same_rule(string base64, DataUrlFault fault, int length)
    {
        Assert.Equal(fault, DataUrl.Decode(base64, 3, out var data));
        Assert.Equal(length, data.Length);
    }
}
