namespace TeamCalendars.Recurrences;

/// <summary>Numbers that count from the beginning (1) or from the end (-1) of something, such as the days of a month.</summary>
internal sealed class NumberSet(IEnumerable<int> numbers)
{
    private readonly HashSet<int> numbers = [.. numbers];

    /// <param name="number">From 1 to <paramref name="last"/>.</param>
    public bool Contains(int number, int last) => numbers.Contains(number) || numbers.Contains(number - last - 1);
}
