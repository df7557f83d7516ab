using OpenClaw.Daemon.Process;

namespace OpenClaw.Daemon.Tests.Process;

public sealed class FileDescriptorsTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             95000                95000                processes ", null)]
    [InlineData("Max open files", null)]
    public void The_limit_is_read_as_the_kernel_writes_it(string line, int? expected) =>
        Assert.Equal(expected, FileDescriptors.ParseLimit(["Limit                     Soft Limit           Hard Limit           Units     ", line]));

    [Theory]
    [InlineData(null, 16_384)]
    [InlineData(1_048_576, 16_384)]
    [InlineData(1024, 594)]
    [InlineData(200, 16)]
    public void Connections_leave_the_gateway_what_it_needs_itself(int? limit, int connections) =>
        Assert.Equal(connections, FileDescriptors.ConnectionsWithin(limit, 16_384));
}
