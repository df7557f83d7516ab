using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace OpenClaw.Tools.Files;

/// <summary>Opens files and folders below a root so that nothing outside it can be reached, not by <c>..</c> and not by symbolic links.</summary>
/// <remarks>
/// On Linux the kernel checks while it opens (<c>openat2</c> with <c>RESOLVE_BENEATH</c>, Linux 5.6), so that a link that is put in place between a check
/// and the use gains nothing. Elsewhere every component is looked at first and links are refused altogether; a process that swaps a folder for a link
/// in that moment could win there.
/// </remarks>
internal static class Beneath
{
    private const int SysOpenAt2 = 437; // The same on every architecture.
    private const int OpenPath = 0x200000;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int NoTerminal = 0x100;
    private const ulong ResolveNoMagicLinks = 0x02;
    private const ulong ResolveNoSymlinks = 0x04;
    private const ulong ResolveBeneath = 0x08;
    private const int NoEntry = 2, Again = 11, NotDirectory = 20, CrossDevice = 18, TooManyLinks = 40, Interrupted = 4, Denied = 13;
    private const int MaxAttempts = 16;

    private static readonly bool s_kernelChecks = OperatingSystem.IsLinux() && KernelChecks();

    private static int DirectoryFlag => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm ? 0x4000 : 0x10000;

    /// <summary>Opens a file for reading; it may be reached through links that stay below the root.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="relative">A path without <c>..</c>.</param>
    /// <exception cref="ToolRefusalException">It is not there, is outside, or must not be read.</exception>
    public static SafeFileHandle OpenFile(string root, string relative)
    {
        if (s_kernelChecks)
        {
            // Not blocking: opening a named pipe would wait for its other end.
            using var folder = OpenRoot(root);
            return Open(folder, relative, CloseOnExec | NonBlocking | NoTerminal, ResolveBeneath | ResolveNoMagicLinks);
        }

        var path = CheckedPath(root, relative);
        return File.Exists(path) ? File.OpenHandle(path) : throw NotFound(relative);
    }

    /// <summary>Opens a folder to work in.</summary>
    /// <param name="root">The root, absolute.</param>
    /// <param name="relative">A path without <c>..</c>; empty for the root itself.</param>
    /// <param name="followLinks">Whether links that stay below the root may be on the way.</param>
    /// <exception cref="ToolRefusalException">It is not there, is no folder, or is outside.</exception>
    public static OpenedFolder OpenFolder(string root, string relative, bool followLinks = true)
    {
        if (!s_kernelChecks)
        {
            var path = CheckedPath(root, relative);
            return Directory.Exists(path) ? new OpenedFolder(null, path) : throw NotFound(relative);
        }

        var folder = OpenRoot(root);
        if (relative.Length == 0)
        {
            return OpenedFolder.Of(folder);
        }

        using (folder)
        {
            var resolve = ResolveBeneath | ResolveNoMagicLinks | (followLinks ? 0 : ResolveNoSymlinks);
            return OpenedFolder.Of(Open(folder, relative, OpenPath | DirectoryFlag | CloseOnExec, resolve));
        }
    }

    private static SafeFileHandle OpenRoot(string root)
    {
        const int CurrentDirectory = -100;
        var handle = Call(CurrentDirectory, root, OpenPath | DirectoryFlag | CloseOnExec, 0, out var error);
        return handle ?? throw new ToolRefusalException($"The workspace {root} cannot be opened ({Describe(error)}).");
    }

    private static SafeFileHandle Open(SafeFileHandle folder, string relative, int flags, ulong resolve)
    {
        var kept = false;
        try
        {
            folder.DangerousAddRef(ref kept);
            var handle = Call((int)folder.DangerousGetHandle(), relative, flags, resolve, out var error);
            return handle ?? throw error switch
            {
                NoEntry => NotFound(relative),
                CrossDevice => new ToolRefusalException($"{relative} leads outside the workspace through a link. Only files of the workspace can be used."),
                TooManyLinks => new ToolRefusalException($"{relative} is a link, or lies behind one."),
                _ => new ToolRefusalException($"{relative} cannot be opened ({Describe(error)})."),
            };
        }
        finally
        {
            if (kept)
            {
                folder.DangerousRelease();
            }
        }
    }

    private static SafeFileHandle? Call(int folder, string path, int flags, ulong resolve, out int error)
    {
        var how = new OpenHow { Flags = (ulong)flags, Resolve = resolve };
        var bytes = Encoding.UTF8.GetBytes(path + '\0');
        for (var attempt = 0; ; attempt++)
        {
            var result = Native.OpenAt2(SysOpenAt2, folder, bytes, in how, (nuint)Marshal.SizeOf<OpenHow>());
            if (result >= 0)
            {
                error = 0;
                return new SafeFileHandle(result, ownsHandle: true);
            }

            // "Again" means that something was renamed during the walk and the kernel could not be sure.
            error = Marshal.GetLastPInvokeError();
            if (error is not (Again or Interrupted) || attempt == MaxAttempts)
            {
                return null;
            }
        }
    }

    private static bool KernelChecks()
    {
        using var handle = Call(-100, "/proc/self/fd", OpenPath | DirectoryFlag | CloseOnExec, 0, out _);
        return handle is not null;
    }

    private static string CheckedPath(string root, string relative)
    {
        var path = root;
        foreach (var part in relative.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null || new DirectoryInfo(path).LinkTarget is not null)
            {
                throw new ToolRefusalException($"{relative} is a link, or lies behind one.");
            }
        }

        return path;
    }

    private static ToolRefusalException NotFound(string relative) => new($"{relative} does not exist in the workspace.");

    private static string Describe(int error) => error switch
    {
        NoEntry => "it does not exist",
        NotDirectory => "it is not a folder",
        Denied => "permission denied",
        _ => Marshal.GetPInvokeErrorMessage(error),
    };

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenHow
    {
        public ulong Flags;
        public ulong Mode;
        public ulong Resolve;
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint OpenAt2(nint number, nint folder, byte[] path, in OpenHow how, nuint size);
    }
}

/// <summary>An open folder: what is done below <see cref="Path"/> with one more name is done in this folder, whatever happens to the names above it.</summary>
internal sealed class OpenedFolder : IDisposable
{
    private readonly SafeFileHandle? _handle;

    public OpenedFolder(SafeFileHandle? handle, string path)
    {
        _handle = handle;
        Path = path;
    }

    /// <summary>A path that is good while this is open.</summary>
    public string Path { get; }

    /// <summary>The folder of a descriptor; the kernel's own link to it serves as its path.</summary>
    public static OpenedFolder Of(SafeFileHandle handle) => new(handle, $"/proc/self/fd/{handle.DangerousGetHandle()}");

    /// <summary>Path of one entry.</summary>
    public string Entry(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => _handle?.Dispose();
}
