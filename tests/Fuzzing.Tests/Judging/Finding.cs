using System.Security.Cryptography;

namespace Fuzzing.Tests.Judging;

/// <summary>An input that broke a promise.</summary>
/// <param name="Signature">Equal for two inputs that most likely have one cause.</param>
internal sealed record Finding(string Target, byte[] Input, string Signature, string Report)
{
    private static readonly string[] Ours = ["at CalendarApi.", "at TeamCalendars.", "at CalendarStore.", "at SignalREmulator."];

    public static Finding Of(string target, byte[] input, Exception exception)
    {
        // Where it was thrown, and in which place of ours: one helper of a library is behind many causes.
        var places = exception.StackTrace?.Split('\n').Select(line => line.Trim().Split(" in ")[0]).Where(line => !line.Contains(nameof(Judge), StringComparison.Ordinal)).ToList() ?? [];
        var place = $"{places.FirstOrDefault()} {places.Find(line => Ours.Any(name => line.Contains(name, StringComparison.Ordinal)))}";
        // Numbers and texts of the input make one cause look like many.
        var message = exception is BrokenPromiseException ? exception.Message.Split(':')[0] : "";
        return new(target, input, $"{exception.GetType().Name} {message} {place}", exception.ToString());
    }

    /// <summary>Keeps the input as a file, and what it did beside it.</summary>
    /// <returns>The path of the input.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Target}-{Convert.ToHexStringLower(SHA256.HashData(Input).AsSpan(0, 6))}");
        File.WriteAllBytes(path, Input);
        File.WriteAllText(path + ".txt", $"{Signature}\n{Report}\n");
        return path;
    }
}
