using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Fuzzing.Tests.Running;

/// <summary>
/// The input that is being run, in a file: when it ends the process, by a full stack or without end, the file says which one it was.
/// Its watch ends the process when one input uses the processor for very long.
/// </summary>
internal sealed class CurrentInput : IDisposable
{
    private static readonly TimeSpan MaxProcessorTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private const int HeaderLength = 64;

    private readonly SafeFileHandle file;
    private readonly Timer watch;
    private byte[] buffer = new byte[4096];
    private long number;
    private long lastNumber = -1;
    private TimeSpan since;

    public CurrentInput(string path)
    {
        file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        watch = new(_ => Watch(), null, Look, Look);
    }

    public void Set(string target, byte[] input)
    {
        Volatile.Write(ref number, number + 1);
        var length = HeaderLength + input.Length;
        if (buffer.Length < length)
        {
            buffer = new byte[2 * length];
        }

        buffer.AsSpan(0, HeaderLength).Fill((byte)' ');
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{target} {input.Length} "), buffer);
        input.CopyTo(buffer, HeaderLength);
        RandomAccess.Write(file, buffer.AsSpan(0, length), 0);
    }

    /// <returns>The target and the input that a process left; null when it left none.</returns>
    public static (string Target, byte[] Input)? Read(string path)
    {
        if (!File.Exists(path) || File.ReadAllBytes(path) is not { Length: > 0 } bytes)
        {
            return null;
        }

        var header = Encoding.ASCII.GetString(bytes.AsSpan(0, HeaderLength)).Split(' ');
        return (header[0], bytes.AsSpan(HeaderLength, int.Parse(header[1], CultureInfo.InvariantCulture)).ToArray());
    }

    public void Dispose()
    {
        watch.Dispose();
        file.Dispose();
    }

    private void Watch()
    {
        var (now, used) = (Volatile.Read(ref number), Environment.CpuUsage.TotalTime);
        if (now != lastNumber)
        {
            (lastNumber, since) = (now, used);
        }
        else if (used - since > MaxProcessorTime)
        {
            Environment.FailFast("One input does not come to an end.");
        }
    }
}
