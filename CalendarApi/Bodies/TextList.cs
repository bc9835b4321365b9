using System.Collections.Immutable;

namespace CalendarApi.Bodies;

internal static class TextList
{
    /// <summary>An absent list is an empty one; a null in it is an error of that place.</summary>
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
