interface NumberedPet {
  readonly id: number;
  readonly type: string;
}

/** What a pet is called where nobody sees its picture. Two dogs differ by their numbers. */
export const petName = ({ id, type }: NumberedPet): string => `${type}, no. ${id}`;
