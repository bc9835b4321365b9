using System.Buffers;
using System.Text.Json;
using MessagePack;

namespace SignalREmulator.Sending;

internal static class MessagePackShape
{
    /// <summary>True if the bytes are exactly one value, not nested deeper than a body may be.</summary>
    public static bool IsOneValue(ReadOnlySequence<byte> bytes)
    {
        var reader = new MessagePackReader(bytes);
        return IsShallow(ref reader) && reader.End;
    }

    /// <summary>
    /// Skips one value without recursion. The reader's own skipping is recursive, and a megabyte of opening brackets would end the process.
    /// </summary>
    /// <returns>False as soon as the value is nested too deeply.</returns>
    public static bool IsShallow(ref MessagePackReader reader)
    {
        Span<long> left = stackalloc long[SendBody.MaxDepth + 1];
        left[0] = 1;
        var depth = 0;
        while (depth >= 0)
        {
            if (left[depth]-- == 0)
            {
                depth--;
            }
            else if (reader.NextMessagePackType is MessagePackType.Array or MessagePackType.Map)
            {
                if (depth == SendBody.MaxDepth)
                {
                    return false;
                }

                left[++depth] = reader.NextMessagePackType == MessagePackType.Array ? reader.ReadArrayHeader() : 2L * reader.ReadMapHeader();
            }
            else
            {
                reader.Skip();
            }
        }

        return true;
    }

    /// <summary>Whether reading or converting throws this exception for malformed bytes.</summary>
    public static bool IsMalformed(Exception exception) =>
        exception is MessagePackSerializationException or EndOfStreamException or InvalidOperationException or OverflowException or ArgumentOutOfRangeException or JsonException;
}
