using System.Text;
using System.Text.Json;

namespace CosmosFront.Partitions;

/// <summary>
/// Where the value of a partition key lies in the space 00…3F that a container's physical partitions divide: the hash of version 2 of the partition key definition
/// (MurmurHash3 x64 128 of the type's marker, the text and an end marker; bytes reversed, the top two bits cleared). Texts only: no other key is used here.
/// </summary>
internal static class EffectivePartitionKey
{
    private const byte TextMarker = 0x08;
    private const byte End = 0xFF;

    /// <param name="header">A partition key as requests carry it: <c>["value"]</c>.</param>
    public static string Of(string header)
    {
        using var key = JsonDocument.Parse(header);
        var text = Encoding.UTF8.GetBytes(key.RootElement[0].GetString()!);
        var hash = Murmur3.Hash128([TextMarker, .. text, End]);
        Array.Reverse(hash);
        hash[0] &= 0x3F;
        return Convert.ToHexString(hash);
    }
}
