interface NumberedPet {
  readonly id: number;
  readonly type: string;
}

/** A pet's name where its picture can't be seen. Two dogs differ by their numbers. */
export const petName = ({ id, type }: NumberedPet): string => `${type}, no. ${id}`;
