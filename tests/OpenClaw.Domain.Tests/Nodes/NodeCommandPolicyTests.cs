using OpenClaw.Domain.Nodes;

namespace OpenClaw.Domain.Tests.Nodes;

public sealed class NodeCommandPolicyTests
{
    [Theory]
    [InlineData("linux", "Linux", "system.run", true)]
    [InlineData("Linux 6.18", null, "system.which", true)]
    [InlineData("linux", "Linux", "canvas.present", false)]
    [InlineData("iOS 19.1", "iPhone", "canvas.snapshot", true)]
    [InlineData("ios", "iPhone", "camera.list", true)]
    [InlineData("iPadOS 19", "iPad", "location.get", true)]
    [InlineData("ios", "iPhone", "camera.snap", false)]
    [InlineData("ios", "iPhone", "screen.record", false)]
    [InlineData("android", "Android", "sms.send", false)]
    [InlineData("ios", "iPhone", "system.run", false)]
    [InlineData("macOS 27", "Mac", "system.run", true)]
    [InlineData("plan9", "iPhone", "contacts.search", true)]
    [InlineData("plan9", null, "canvas.present", true)]
    [InlineData("plan9", null, "system.run", false)]
    [InlineData("linux", "Linux", "System.Run", false)]
    public void Platform_decides_what_may_be_invoked(string platform, string? family, string command, bool isAllowed) =>
        Assert.Equal(isAllowed, NodeCommandPolicy.Default.Allows(platform, family, command));

    [Fact]
    public void The_user_adds_and_denies_and_denial_wins()
    {
        var policy = new NodeCommandPolicy(["camera.snap", "system.run"], ["system.run", "system.which"]);
        Assert.True(policy.Allows("linux", null, "camera.snap"));
        Assert.False(policy.Allows("linux", null, "system.run"));
        Assert.False(policy.Allows("linux", null, "system.which"));
    }

    [Fact]
    public void A_command_that_the_node_did_not_declare_is_refused_for_that()
    {
        Assert.Null(NodeCommandPolicy.Default.Refuse("linux", null, ["system.which"], "system.which"));
        Assert.Equal("command not declared by node", NodeCommandPolicy.Default.Refuse("linux", null, [], "system.which")?.Reason);
        Assert.Equal("command not allowlisted", NodeCommandPolicy.Default.Refuse("linux", null, ["bench.echo"], "bench.echo")?.Reason);
    }
}
