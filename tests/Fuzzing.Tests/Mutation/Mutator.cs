using System.Globalization;
using System.Text;

namespace Fuzzing.Tests.Mutation;

/// <summary>Makes new inputs out of known ones: bytes, words, numbers, lines, and pieces of other inputs.</summary>
internal sealed class Mutator(Random random, Corpus corpus, IReadOnlyList<string> words)
{
    public const int MaxLength = 16 * 1024;

    private static readonly string[] Numbers =
        ["0", "1", "-1", "2", "7", "12", "31", "53", "60", "366", "-366", "400", "999", "1000", "2500", "9999", "10000", "65536", "2147483647", "-2147483648", "99999999999999999999", "00010101", "99991231", "235960"];

    private readonly byte[][] tokens = [.. words.Select(Encoding.UTF8.GetBytes)];

    public byte[] Next()
    {
        var input = corpus.Pick(random).ToList();
        do
        {
            Change(input);
        }
        while (random.Next(3) != 0);

        if (input.Count > MaxLength)
        {
            input.RemoveRange(MaxLength, input.Count - MaxLength);
        }

        return [.. input];
    }

    private void Change(List<byte> input)
    {
        switch (random.Next(14))
        {
            case 0 when input.Count > 0:
                input[random.Next(input.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when input.Count > 0:
                input[random.Next(input.Count)] = (byte)random.Next(256);
                break;
            case 2:
                var (from, length) = Piece(input, 32);
                input.RemoveRange(from, length);
                break;
            case 3:
                var (copied, size) = Piece(input, 64);
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(copied, size));
                break;
            case 4 or 5 when tokens.Length > 0:
                input.InsertRange(random.Next(input.Count + 1), tokens[random.Next(tokens.Length)]);
                break;
            case 6 when tokens.Length > 0:
                ReplaceWord(input, tokens[random.Next(tokens.Length)]);
                break;
            case 7 or 8:
                ReplaceNumber(input);
                break;
            case 9:
                RemoveLine(input);
                break;
            case 10:
                CopyLine(input, input, random.Next(16) == 0 ? random.Next(1, 400) : 1);
                break;
            case 11 or 12:
                CopyLine([.. corpus.Pick(random)], input, 1);
                break;
            case 13:
                Splice(input, corpus.Pick(random));
                break;
        }
    }

    private (int From, int Length) Piece(List<byte> input, int longest)
    {
        var from = random.Next(input.Count + 1);
        return (from, random.Next(Math.Min(longest, input.Count - from) + 1));
    }

    /// <summary>The bytes from one sign that divides words to the next.</summary>
    private void ReplaceWord(List<byte> input, byte[] token)
    {
        if (input.Count == 0)
        {
            return;
        }

        var from = random.Next(input.Count);
        var to = from;
        while (from > 0 && char.IsAsciiLetterOrDigit((char)input[from - 1]))
        {
            from--;
        }

        while (to < input.Count && char.IsAsciiLetterOrDigit((char)input[to]))
        {
            to++;
        }

        input.RemoveRange(from, to - from);
        input.InsertRange(from, token);
    }

    private void ReplaceNumber(List<byte> input)
    {
        var start = input.Count == 0 ? -1 : input.FindIndex(random.Next(input.Count), value => char.IsAsciiDigit((char)value));
        if (start < 0)
        {
            return;
        }

        var end = start;
        while (end < input.Count && end - start < 18 && char.IsAsciiDigit((char)input[end]))
        {
            end++;
        }

        var number = long.Parse(Encoding.ASCII.GetString([.. input.GetRange(start, end - start)]), CultureInfo.InvariantCulture);
        var text = random.Next(3) switch
        {
            0 => Numbers[random.Next(Numbers.Length)],
            1 => (number + random.Next(-3, 4)).ToString(CultureInfo.InvariantCulture),
            // As many digits, which keeps a date a date.
            _ => random.NextInt64((long)Math.Pow(10, end - start)).ToString(CultureInfo.InvariantCulture).PadLeft(end - start, '0'),
        };
        input.RemoveRange(start, end - start);
        input.InsertRange(start, Encoding.ASCII.GetBytes(text));
    }

    private void RemoveLine(List<byte> input)
    {
        var (from, length) = Line(input);
        input.RemoveRange(from, length);
    }

    private void CopyLine(List<byte> source, List<byte> input, int times)
    {
        var (from, length) = Line(source);
        var line = source.GetRange(from, length);
        var at = Line(input).From;
        for (var copy = 0; copy < times && input.Count < MaxLength; copy++)
        {
            input.InsertRange(at, line);
        }
    }

    private (int From, int Length) Line(List<byte> input)
    {
        if (input.Count == 0)
        {
            return (0, 0);
        }

        var at = random.Next(input.Count);
        var from = at == 0 ? 0 : input.LastIndexOf((byte)'\n', at - 1) + 1;
        var end = input.IndexOf((byte)'\n', at);
        return (from, (end < 0 ? input.Count : end + 1) - from);
    }

    private void Splice(List<byte> input, byte[] other)
    {
        var from = random.Next(input.Count + 1);
        input.RemoveRange(from, input.Count - from);
        input.AddRange(other.AsSpan(random.Next(other.Length + 1)));
    }
}
