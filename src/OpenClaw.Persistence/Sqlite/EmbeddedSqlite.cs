using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace OpenClaw.Persistence.Sqlite;

/// <summary>SQLite's library out of the published executable, which is one file and can be moved as one.</summary>
/// <remarks>
/// The host's own way unpacks libraries below the home directory at the first start: a service has no home, and a container none that can be written. On
/// Linux a library needs no place on disk: it is loaded from a file in memory. Elsewhere, and in a build that is not published, it lies beside the program.
/// </remarks>
internal static class EmbeddedSqlite
{
    /// <summary>Name of the library among the resources of the executable; src/OpenClaw.Cli/OneFile.targets puts it there.</summary>
    private const string ResourceName = "libe_sqlite3.so";

    private const string LibraryName = "e_sqlite3";
    private const uint CloseOnExec = 1;   // MFD_CLOEXEC of <linux/memfd.h>

    /// <summary>Loaded once: the runtime asks for each of its functions, and a second file in memory would be a second SQLite, whose state nobody has set up.</summary>
    private static readonly Lazy<nint> s_library = new(Load);

    private static readonly Lock s_gate = new();
    private static bool s_isInstalled;

    /// <summary>From here on SQLite is found in the executable, where it has it. Has to come before the first use of SQLite; again does nothing.</summary>
    public static void Install()
    {
        lock (s_gate)
        {
            if (!s_isInstalled)
            {
                NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, static (name, _, _) => name == LibraryName ? s_library.Value : 0);
                s_isInstalled = true;
            }
        }
    }

    /// <summary>The library's handle; 0 lets the runtime look beside the program, and its error tell what is wrong.</summary>
    private static nint Load()
    {
        if (!OperatingSystem.IsLinux() || Assembly.GetEntryAssembly()?.GetManifestResourceStream(ResourceName) is not { } library)
        {
            return 0;
        }

        using (library)
        using (var memory = Native.CreateInMemory(LibraryName, CloseOnExec))
        {
            if (memory.IsInvalid)
            {
                return 0;
            }

            using var file = new FileStream(memory, FileAccess.Write, bufferSize: 0);
            library.CopyTo(file);
            return NativeLibrary.TryLoad($"/proc/self/fd/{memory.DangerousGetHandle()}", out var handle) ? handle : 0;
        }
    }

    private static class Native
    {
        [DllImport("libc", EntryPoint = "memfd_create", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true, SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern SafeFileHandle CreateInMemory(string name, uint flags);
    }
}
