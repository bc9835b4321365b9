using System.Buffers;
using CsCheck;
using SignalREmulator.Connections;

namespace SignalREmulator.Tests;

public sealed class ClientProtocolTests
{
    // A complete frame of either protocol with any content.
    private static readonly Gen<byte[]> Noise = Gen.Byte.Array[0, 100];

    [Fact]
    public void Whatever_bytes_a_messagepack_client_sends_they_are_a_message_or_no_message_and_nothing_else() =>
        Noise.Sample(noise => ParseAll(ClientProtocol.MessagePack, [(byte)noise.Length, .. noise]), iter: 50_000);

    [Fact]
    public void Whatever_bytes_a_json_client_sends_they_are_a_message_or_no_message_and_nothing_else() =>
        Noise.Sample(noise => ParseAll(ClientProtocol.Json, [.. noise, 0x1E]), iter: 50_000);

    [Theory]
    [InlineData("95 01 80 c0 a1 78")]
    [InlineData("95 03 80 a1 31 03")]
    [InlineData("94 02 80 a1 31")]
    [InlineData("91")]
    public void A_messagepack_client_may_nest_as_deep_as_it_likes_and_breaks_nothing(string start)
    {
        byte[] body = [.. Convert.FromHexString(start.Replace(" ", "", StringComparison.Ordinal)), .. Enumerable.Repeat((byte)0x91, 1_000_000)];
        byte[] length = [(byte)(body.Length | 0x80), (byte)((body.Length >> 7) | 0x80), (byte)(body.Length >> 14)];

        ParseAll(ClientProtocol.MessagePack, [.. length, .. body]);
    }

    private static void ParseAll(ClientProtocol protocol, byte[] bytes)
    {
        var input = new ReadOnlySequence<byte>(bytes);
        try
        {
            while (protocol.TryParse(ref input, out _))
            {
            }
        }
        catch (InvalidDataException)
        {
            // The only exception for bytes that are no valid message.
        }
    }
}
