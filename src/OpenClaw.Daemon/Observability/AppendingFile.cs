using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using OpenClaw.Daemon.Process;

namespace OpenClaw.Daemon.Observability;

/// <summary>A file at whose end several processes write whole lines: gateways of one machine share the log of the day.</summary>
/// <remarks>
/// <see cref="FileMode.Append"/> only begins at the end and then counts by itself, so that two writers overwrite each other and a file that somebody empties
/// is filled with zeros first. Here each write asks for the end; and on Linux <c>O_APPEND</c> makes that one step with the write, wherever others have got to meanwhile.
/// </remarks>
internal sealed class AppendingFile : IDisposable
{
    private const int WriteOnly = 1;

    private readonly SafeFileHandle _handle;
    private readonly string _path;
    private bool _wasCut;

    /// <summary>Opens the file, created for its owner alone (0600) if need be. Others may read it, move it away and delete it.</summary>
    /// <param name="path">Its path; the folder exists.</param>
    /// <exception cref="IOException">It cannot be opened; <see cref="UnauthorizedAccessException"/> likewise.</exception>
    public AppendingFile(string path)
    {
        _path = path;
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS())
        {
            _handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            return;
        }

        new FileStream(path, PrivateFiles.Options(FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)).Dispose();
        var (append, closeOnExec) = OperatingSystem.IsLinux() ? (0x400, 0x80000) : (0x8, 0x1000000);
        _handle = new SafeFileHandle(NativeMethods.Open(path, WriteOnly | append | closeOnExec), ownsHandle: true);
        if (_handle.IsInvalid)
        {
            throw new IOException($"cannot open {path}: {new Win32Exception().Message}");
        }
    }

    /// <summary>Bytes in the file now, whoever wrote them.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Whether the path leads to another file by now, or to none: this one was moved away or deleted.</summary>
    public bool IsElsewhere => new FileInfo(_path) is not { Exists: true } file || file.Length != Length;

    /// <summary>Adds bytes at the end; a line that was cut short before, by a full disk, gets its end first.</summary>
    /// <exception cref="IOException">They could not be written, or not all.</exception>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (_wasCut)
        {
            RandomAccess.Write(_handle, "\n"u8, Length);
            _wasCut = false;
        }

        var before = Length;
        try
        {
            RandomAccess.Write(_handle, line, before);
        }
        catch (IOException)
        {
            _wasCut = Length != before;
            throw;
        }
    }

    public void Dispose() => _handle.Dispose();

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true, SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        internal static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
    }
}
