using System.Runtime.InteropServices;

namespace LocalHosting.Processes;

internal static partial class UnixSignals
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Signals a process, or with a negative id its whole group. A process that is gone already is no error.</summary>
    public static void Send(int processId, int signal) => _ = NativeKill(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NativeKill(int processId, int signal);
}
