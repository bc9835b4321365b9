using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CalendarClient;

/// <summary>The registered kinds, each after its parent.</summary>
internal sealed class EntityKinds : IReadOnlyList<EntityKind>
{
    /// <summary>The kinds that the service has.</summary>
    public static readonly EntityKinds All = new(
        CalendarKind.Instance,
        EventKind.Instance,
        PersonKind.Instance);

    private readonly EntityKind[] kinds;

    public EntityKinds(params EntityKind[] kinds)
    {
        this.kinds = kinds;
        for (var index = 0; index < kinds.Length; index++)
        {
            if (kinds[index].Parent is { } parent && Array.IndexOf(kinds, parent, 0, index) < 0)
            {
                throw new ArgumentException($"'{parent}' must be registered before '{kinds[index]}'.", nameof(kinds));
            }
        }

        var options = new JsonSerializerOptions(WireJson.Default.Options) { Converters = { new ChangesPageConverter(this) } };
        ChangesPage = (JsonTypeInfo<ChangesPage>)options.GetTypeInfo(typeof(ChangesPage));
    }

    public int Count => kinds.Length;

    /// <summary>Reads a page of changes with the items of these kinds. Other kinds, of a newer service, are skipped.</summary>
    public JsonTypeInfo<ChangesPage> ChangesPage { get; }

    public EntityKind this[int index] => kinds[index];

    public IEnumerator<EntityKind> GetEnumerator() => kinds.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
