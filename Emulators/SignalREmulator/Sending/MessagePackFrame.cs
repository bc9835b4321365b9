using System.Buffers;
using MessagePack;

namespace SignalREmulator.Sending;

/// <summary>An invocation in the MessagePack hub protocol: <c>[1, headers, invocationId, target, [arguments], [streams]]</c> behind its length.</summary>
internal static class MessagePackFrame
{
    private const int InvocationType = 1;

    /// <param name="arguments">A MessagePack array, already checked.</param>
    public static byte[] Invocation(string target, ReadOnlySequence<byte> arguments)
    {
        var body = new ArrayBufferWriter<byte>(256);
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write(InvocationType);
        writer.WriteMapHeader(0);
        writer.WriteNil();
        writer.Write(target);
        writer.WriteRaw(arguments);
        writer.WriteArrayHeader(0);
        writer.Flush();

        var frame = new byte[LengthOf(body.WrittenCount) + body.WrittenCount];
        body.WrittenSpan.CopyTo(frame.AsSpan(WriteLength(frame, body.WrittenCount)));
        return frame;
    }

    /// <summary>True when the bytes are whole frames, each as long as it says.</summary>
    public static bool AreFrames(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return false;
        while (!bytes.IsEmpty)
        {
            var length = 0L;
            var prefix = 0;
            do
            {
                if (prefix == 5 || prefix == bytes.Length)
                    return false;
                length |= (long)(bytes[prefix] & 0x7F) << (7 * prefix);
            }
            while ((bytes[prefix++] & 0x80) != 0);

            if (length > bytes.Length - prefix)
                return false;
            bytes = bytes[(prefix + (int)length)..];
        }

        return true;
    }

    private static int LengthOf(int value)
    {
        var bytes = 1;
        while ((value >>= 7) > 0)
            bytes++;
        return bytes;
    }

    // Seven bits to a byte, the lowest first; the high bit says that more follow.
    private static int WriteLength(Span<byte> output, int value)
    {
        var written = 0;
        for (; value > 0x7F; value >>= 7)
            output[written++] = (byte)(value | 0x80);
        output[written++] = (byte)value;
        return written;
    }
}
