namespace SkinSeg.Augmentation;

/// <summary>All changes of tone of one draw as a table per channel: each pixel is looked up once, and rounded once.</summary>
internal sealed class ToneTables
{
    private readonly byte[][] tables;

    public ToneTables(IReadOnlyList<IToneChange> changes) => tables = [.. Enumerable.Range(0, 3).Select(channel => Table(changes, channel))];

    /// <summary>Changes values in place: red, green, blue, row by row.</summary>
    public void Apply(byte[] values)
    {
        var (red, green, blue) = (tables[0], tables[1], tables[2]);
        for (int i = 0; i + 2 < values.Length; i += 3)
        {
            values[i] = red[values[i]];
            values[i + 1] = green[values[i + 1]];
            values[i + 2] = blue[values[i + 2]];
        }
    }

    // Cut to 0–255 after each change, as if each were applied to the image by itself.
    private static byte[] Table(IReadOnlyList<IToneChange> changes, int channel)
    {
        var table = new byte[256];
        for (int value = 0; value < table.Length; value++)
        {
            double changed = value;
            foreach (var change in changes)
            {
                changed = Math.Clamp(change.Change(channel, changed), 0, 255);
            }

            table[value] = (byte)Math.Round(changed, MidpointRounding.AwayFromZero);
        }

        return table;
    }
}
