using System.Buffers;
using MessagePack;

namespace SignalREmulator.Sending;

/// <summary>
/// Frames of the MessagePack hub protocol, each after its length: an invocation <c>[1, headers, invocationId, target, [arguments], [streams]]</c>
/// and a stream's item <c>[2, headers, invocationId, item]</c>.
/// </summary>
internal static class MessagePackFrame
{
    private const int InvocationType = 1;
    private const int StreamItemType = 2;

    /// <param name="arguments">A validated MessagePack array.</param>
    public static byte[] Invocation(string target, ReadOnlySequence<byte> arguments, string? invocationId = null)
    {
        var body = new ArrayBufferWriter<byte>(256);
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(6);
        writer.Write(InvocationType);
        writer.WriteMapHeader(0);
        writer.Write(invocationId);
        writer.Write(target);
        writer.WriteRaw(arguments);
        writer.WriteArrayHeader(0);
        writer.Flush();
        return Framed(body.WrittenSpan);
    }

    /// <param name="item">One validated MessagePack value.</param>
    public static byte[] StreamItem(string streamId, ReadOnlySequence<byte> item)
    {
        var body = new ArrayBufferWriter<byte>(256);
        var writer = new MessagePackWriter(body);
        writer.WriteArrayHeader(4);
        writer.Write(StreamItemType);
        writer.WriteMapHeader(0);
        writer.Write(streamId);
        writer.WriteRaw(item);
        writer.Flush();
        return Framed(body.WrittenSpan);
    }

    /// <returns>The single invocation in complete frames, with an id; null if they are something else.</returns>
    public static byte[]? WithId(byte[] frames, string invocationId)
    {
        try
        {
            var body = new ReadOnlySequence<byte>(frames.AsMemory(LengthOfPrefix(frames)..));
            if (!MessagePackShape.IsOneValue(body))
            {
                return null;
            }

            var reader = new MessagePackReader(body);
            if (reader.ReadArrayHeader() < 5 || reader.ReadInt32() != InvocationType)
            {
                return null;
            }

            reader.Skip();
            reader.Skip();
            var target = reader.ReadString();
            return target is not null && reader.NextMessagePackType == MessagePackType.Array ? Invocation(target, reader.ReadRaw(), invocationId) : null;
        }
        catch (Exception exception) when (MessagePackShape.IsMalformed(exception))
        {
            return null;
        }
    }

    /// <summary>True if the bytes are complete frames, each of its stated length.</summary>
    public static bool AreFrames(ReadOnlySpan<byte> bytes) => Count(bytes) > 0;

    /// <summary>The number of frames in the bytes; 0 if they are not complete frames.</summary>
    public static int Count(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        while (!bytes.IsEmpty)
        {
            var length = 0L;
            var prefix = 0;
            do
            {
                if (prefix == 5 || prefix == bytes.Length)
                {
                    return 0;
                }

                length |= (long)(bytes[prefix] & 0x7F) << (7 * prefix);
            }
            while ((bytes[prefix++] & 0x80) != 0);

            if (length > bytes.Length - prefix)
            {
                return 0;
            }

            bytes = bytes[(prefix + (int)length)..];
            count++;
        }

        return count;
    }

    /// <summary>The bytes after the first length, or null if they are incomplete.</summary>
    /// <exception cref="InvalidDataException">The length is invalid, or above <paramref name="most"/>.</exception>
    public static ReadOnlySequence<byte>? FirstBody(ReadOnlySequence<byte> input, long most = long.MaxValue)
    {
        var reader = new SequenceReader<byte>(input);
        var length = 0L;
        for (var shift = 0; shift < 35; shift += 7)
        {
            if (!reader.TryRead(out var part))
            {
                return null;
            }

            length |= (long)(part & 0x7F) << shift;
            if (length > most)
            {
                throw new InvalidDataException($"A message is larger than {most} bytes.");
            }

            if ((part & 0x80) == 0)
            {
                return reader.Remaining < length ? null : reader.UnreadSequence.Slice(0, length);
            }
        }

        throw new InvalidDataException("The length of a message is invalid.");
    }

    private static byte[] Framed(ReadOnlySpan<byte> body)
    {
        var frame = new byte[LengthOf(body.Length) + body.Length];
        body.CopyTo(frame.AsSpan(WriteLength(frame, body.Length)));
        return frame;
    }

    private static int LengthOfPrefix(ReadOnlySpan<byte> frames)
    {
        var length = 1;
        while ((frames[length - 1] & 0x80) != 0)
        {
            length++;
        }

        return length;
    }

    private static int LengthOf(int value)
    {
        var bytes = 1;
        while ((value >>= 7) > 0)
        {
            bytes++;
        }

        return bytes;
    }

    // Seven bits per byte, the lowest first; the high bit means that more follow.
    private static int WriteLength(Span<byte> output, int value)
    {
        var written = 0;
        for (; value > 0x7F; value >>= 7)
        {
            output[written++] = (byte)(value | 0x80);
        }

        output[written++] = (byte)value;
        return written;
    }
}
