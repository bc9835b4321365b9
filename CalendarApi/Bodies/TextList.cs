using System.Collections.Immutable;

namespace CalendarApi.Bodies;

internal static class TextList
{
    /// <summary>Reads a list. An absent list is empty; a null item is an error of that item.</summary>
    public static ImmutableArray<string> Read(string field, IReadOnlyList<string?>? items, FieldErrors errors)
    {
        if (items is null)
        {
            return [];
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null)
            {
                errors.Add($"{field}[{i}]", "is null");
            }
        }

        return [.. items.OfType<string>()];
    }
}
