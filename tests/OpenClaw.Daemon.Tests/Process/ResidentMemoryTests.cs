using System.IO.MemoryMappedFiles;
using OpenClaw.Daemon.Process;

namespace OpenClaw.Daemon.Tests.Process;

public sealed class ResidentMemoryTests
{
    [Theory]
    [InlineData("7f83d98f3000-7f83d9e2e000 r--s 066f3000 fe:00 4980 /opt/openclaw", 0x7f83d98f3000, 0x53b000)]
    [InlineData("7f83d98f3000-7f83d9e2e000 r--s 00000000 fe:00 4980                       /opt/a name with blanks", 0x7f83d98f3000, 0x53b000)]
    [InlineData("55d4e0ef0000-55d4e26dc000 r-xp 06ff2000 fe:00 4980 /opt/openclaw", 0, 0)]
    [InlineData("55d4e0ef0000-55d4e26dc000 r--p 06ff2000 fe:00 4980 /opt/openclaw", 0, 0)]
    [InlineData("55d4e0ef0000-55d4e26dc000 rw-s 06ff2000 00:01 4980 /memfd:doublemapper (deleted)", 0, 0)]
    [InlineData("7ffe3a5f2000-7ffe3a5f6000 r--s 00000000 00:00 0 [vvar]", 0, 0)]
    [InlineData("7ffe3a5f2000-7ffe3a5f6000 r--s 00000000 00:00 0", 0, 0)]
    [InlineData("", 0, 0)]
    public void Only_a_file_that_is_mapped_shared_and_read_only_is_taken(string line, long start, long length)
    {
        Assert.Equal(((nint)start, (nuint)length), ResidentMemory.SharedReadOnlyFile(line));
    }

    [Fact]
    public void What_was_given_back_reads_the_same_again()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Equal(0, ResidentMemory.GiveBack());
            return;
        }

        var path = Path.GetTempFileName();
        try
        {
            var text = new byte[64 * 1024];
            Random.Shared.NextBytes(text);
            File.WriteAllBytes(path, text);
            using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            using var view = file.CreateViewAccessor(0, text.Length, MemoryMappedFileAccess.Read);
            var read = new byte[text.Length];
            view.ReadArray(0, read, 0, read.Length);

            Assert.True(ResidentMemory.GiveBack() >= text.Length);

            view.ReadArray(0, read, 0, read.Length);
            Assert.Equal(text, read);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
