using CsCheck;

namespace CalendarStore.Tests.Merging;

/// <summary>The components of one UID as files have them, and the ways to spread them over files.</summary>
internal static class Components
{
    /// <summary>A master in two versions, overrides of each of its occurrences in up to three versions, cancellations, and changes of all later occurrences.</summary>
    public static readonly Gen<string[]> Of = Gen.Select(Gen.Int[0, 3].Array[7], Gen.Int[0, 4].Array[7], Gen.Bool, Gen.Int[0, 2]).Select((versions, kinds, another, cancelled) =>
        Enumerable.Range(0, 7).SelectMany(day => Enumerable.Range(1, versions[day]).Select(version => Override(day, version, kinds[day])))
            .Append(Master(0, "Europe/Berlin", "20260706T090000", another ? "EXDATE;TZID=Europe/Berlin:20260712T090000" : ""))
            .Concat(another ? [Master(4, "America/New_York", "20260706T030000", "")] : [])
            .Concat(cancelled == 2 ? [Master(5, "Europe/Berlin", "20260706T090000", "STATUS:CANCELLED")] : [])
            .ToArray());

    /// <summary>Any order, any number of files.</summary>
    public static Gen<string[][]> Spread(string[] components) => Gen.Select(Gen.Shuffle(components), Gen.Bool.Array[components.Length]).Select((shuffled, cuts) =>
    {
        var files = new List<List<string>> { new() };
        foreach (var (component, cut) in shuffled.Zip(cuts))
        {
            if (cut && files[^1].Count > 0)
            {
                files.Add([]);
            }

            files[^1].Add(component);
        }

        return files.Select(file => file.ToArray()).ToArray();
    });

    public static string File(params IEnumerable<string> components) => $"BEGIN:VCALENDAR\n{string.Concat(components)}END:VCALENDAR\n";

    private static string Master(int sequence, string zone, string start, string more) =>
        $"BEGIN:VEVENT\nUID:s\nSEQUENCE:{sequence}\nDTSTART;TZID={zone}:{start}\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=7\nSUMMARY:Series {sequence}\n{more}\nEND:VEVENT\n";

    private static string Override(int day, int version, int kind)
    {
        var range = kind == 4 ? ";RANGE=THISANDFUTURE" : "";
        var original = kind % 2 == 0 ? $"RECURRENCE-ID{range};TZID=Europe/Berlin:2026070{6 + day}T090000" : $"RECURRENCE-ID{range}:2026070{6 + day}T070000Z";
        original = original.Replace("2026070" + (6 + day), $"202607{6 + day:00}", StringComparison.Ordinal);
        var start = $"DTSTART;TZID=Europe/Berlin:202607{6 + day:00}T{10 + version}0000";
        return $"BEGIN:VEVENT\nUID:s\nSEQUENCE:{version}\n{original}\n{start}\nDURATION:PT30M\nSUMMARY:Day {day} version {version}\n{(kind == 3 ? "STATUS:CANCELLED" : "LOCATION:x")}\nEND:VEVENT\n";
    }
}
